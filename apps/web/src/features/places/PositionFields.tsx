import { Field } from '@xiayi/ui/Field.tsx'
import { InputNumber } from 'antd'

type Position = [lon: number, lat: number]
type PositionFieldsProps = { of?: string; at: Position; onChange: (at: Position) => void }

/** A point by its degrees: what dragging does, without a pointer. */
export function PositionFields({ of = '', at, onChange }: PositionFieldsProps) {
  const [lon, lat] = at
  return (
    <>
      <DegreesField word={`${of}经度`} most={180} value={lon} onChange={(typed) => onChange([typed, lat])} />
      <DegreesField word={`${of}纬度`} most={90} value={lat} onChange={(typed) => onChange([lon, typed])} />
    </>
  )
}

type DegreesFieldProps = { word: string; most: number; value: number; onChange: (degrees: number) => void }

function DegreesField({ word, most, value, onChange }: DegreesFieldProps) {
  return (
    <Field word={word}>
      {(id) => (
        <InputNumber
          id={id}
          className="place-form__degrees"
          min={-most}
          max={most}
          step={0.00001}
          value={value}
          onChange={(typed) => typed !== null && onChange(typed)}
        />
      )}
    </Field>
  )
}
