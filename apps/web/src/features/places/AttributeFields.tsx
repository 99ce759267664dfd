import {
  PLACE_ATTRIBUTES,
  type PlaceAttributeKind,
  type PlaceAttributeValue,
  placeAttribute,
} from '@xiayi/contract/place-attributes'
import type { PlaceContent } from '@xiayi/contract/place-edits'
import { Field } from '@xiayi/ui/Field.tsx'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'

type Attributes = PlaceContent['attributes']
type AttributeFieldsProps = { attributes: Attributes; onChange: (attributes: Attributes) => void }

const MOST_ATTRIBUTES = 60
const asked = PLACE_ATTRIBUTES.filter(({ isAsked }) => isAsked)
const askedKeys = new Set(asked.map(({ key }) => key))

/** What is said of a place beyond its fields: what is asked of every one, then whatever else is known. */
export function AttributeFields({ attributes, onChange }: AttributeFieldsProps) {
  const put = (key: string, value: PlaceAttributeValue) => onChange(withAttribute(attributes, key, value))
  const others = Object.keys(attributes).filter((key) => !askedKeys.has(key))
  return (
    <fieldset className="place-form__part">
      <legend>属性</legend>
      <div className="place-form__grid">
        {asked.map(({ key, word, kind, readBy }) => (
          <AttributeField
            key={key}
            word={`${word}${kind.type === 'number' ? `（${kind.unit}）` : ''}${readBy === undefined ? '' : `（用于${readBy}）`}`}
            kind={kind}
            value={attributes[key] ?? null}
            onChange={(value) => put(key, value)}
          />
        ))}
        {others.map((key) => {
          const known = placeAttribute(key)
          const value = attributes[key] ?? null
          return (
            <div key={key} className="place-form__other">
              <AttributeField
                word={known?.word ?? key}
                kind={known?.kind ?? kindOf(value)}
                value={value}
                onChange={(typed) => onChange({ ...attributes, [key]: typed })}
              />
              <Button
                aria-label={`删除属性 ${known?.word ?? key}`}
                onClick={() => onChange(withAttribute(attributes, key, null))}
              >
                删除
              </Button>
            </div>
          )
        })}
      </div>
      <NewAttribute
        taken={Object.keys(attributes)}
        onAdd={(key, value) => onChange(withAttribute(attributes, key, value))}
      />
    </fieldset>
  )
}

/** Nothing said is no attribute. */
function withAttribute(attributes: Attributes, key: string, value: PlaceAttributeValue): Attributes {
  const { [key]: _old, ...rest } = attributes
  return value === null ? rest : { ...rest, [key]: value }
}

/** A free attribute keeps the type that its source gave it. */
function kindOf(value: PlaceAttributeValue): PlaceAttributeKind {
  if (typeof value === 'boolean') return { type: 'yes-no' }
  if (typeof value === 'number') return { type: 'number', unit: '', least: -1e12, most: 1e12 }
  return { type: 'text' }
}

type AttributeFieldProps = {
  word: string
  kind: PlaceAttributeKind
  value: PlaceAttributeValue
  onChange: (value: PlaceAttributeValue) => void
}

function AttributeField({ word, kind, value, onChange }: AttributeFieldProps) {
  return <Field word={word}>{(id) => <AttributeInput id={id} kind={kind} value={value} onChange={onChange} />}</Field>
}

function AttributeInput({ id, kind, value, onChange }: Omit<AttributeFieldProps, 'word'> & { id: string }) {
  const shown = value === null ? '' : String(value)
  switch (kind.type) {
    case 'yes-no':
      return (
        <select
          id={id}
          value={shown}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value === 'true')}
        >
          <option value="">不知道</option>
          <option value="true">是</option>
          <option value="false">否</option>
          {value !== null && typeof value !== 'boolean' && <option value={shown}>{shown}（原文）</option>}
        </select>
      )
    case 'number':
      return (
        <InputNumber
          id={id}
          className="place-form__degrees"
          min={kind.least}
          max={kind.most}
          value={typeof value === 'number' ? value : null}
          onChange={(typed) => onChange(typed)}
        />
      )
    case 'day':
      return (
        <input
          id={id}
          className="x-input"
          type="date"
          value={shown}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        />
      )
    case 'text':
      return (
        <Input
          id={id}
          maxLength={300}
          value={shown}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        />
      )
  }
}

type NewAttributeProps = { taken: readonly string[]; onAdd: (key: string, value: string) => void }

function NewAttribute({ taken, onAdd }: NewAttributeProps) {
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const name = key.trim()
  const isTaken = taken.includes(name) || PLACE_ATTRIBUTES.some((known) => known.key === name || known.word === name)
  const isFull = taken.length >= MOST_ATTRIBUTES
  return (
    <div className="place-form__other">
      <Field word={isTaken ? '这个属性上面已经有了' : '别的属性（如：摊位数）'}>
        {(id) => <Input id={id} maxLength={60} value={key} onChange={({ target }) => setKey(target.value)} />}
      </Field>
      <Field word="写什么">
        {(id) => <Input id={id} maxLength={300} value={value} onChange={({ target }) => setValue(target.value)} />}
      </Field>
      <Button
        disabled={name === '' || value.trim() === '' || isTaken || isFull}
        onClick={() => {
          onAdd(name, value.trim())
          setKey('')
          setValue('')
        }}
      >
        添加属性
      </Button>
    </div>
  )
}
