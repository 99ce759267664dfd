import type { PlaceChange } from '@xiayi/contract/place-edits'
import type { Category } from '@xiayi/contract/places'
import { Field } from '@xiayi/ui/Field.tsx'
import { Input, Select } from 'antd'
import { PositionFields } from './PositionFields.tsx'

type PlaceFormProps = {
  draft: PlaceChange
  categories: readonly Category[]
  onChange: (draft: PlaceChange) => void
}

/** What is known of a place, field by field; the position can be moved on the map beside it too. */
export function PlaceForm({ draft, categories, onChange }: PlaceFormProps) {
  const set = (changed: Partial<PlaceChange>) => onChange({ ...draft, ...changed })
  return (
    <div className="place-form">
      <Field word="名称" isWide>
        {(id) => <Input id={id} maxLength={200} value={draft.name} onChange={(e) => set({ name: e.target.value })} />}
      </Field>
      <Field word="类别（可选几个；不选则只供查找，不计入评估）" isWide>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            maxCount={8}
            optionFilterProp="label"
            value={draft.categoryIds}
            options={categories.map((category) => ({ value: category.id, label: category.nameZh }))}
            onChange={(categoryIds: string[]) => set({ categoryIds })}
          />
        )}
      </Field>
      <TextField word="地址" isWide most={300} value={draft.address} onChange={(address) => set({ address })} />
      <TextField word="电话" most={60} value={draft.phone} onChange={(phone) => set({ phone })} />
      <TextField
        word="营业时间（如 08:00-22:00、周一至周五 9:00-17:00）"
        most={300}
        value={draft.hours}
        onChange={(hours) => set({ hours })}
      />
      <PositionFields at={draft.at} onChange={(at) => set({ at })} />
    </div>
  )
}

type TextFieldProps = {
  word: string
  isWide?: boolean
  most: number
  value: string | null
  onChange: (value: string | null) => void
}

/** Empty text is no text. */
function TextField({ word, isWide = false, most, value, onChange }: TextFieldProps) {
  return (
    <Field word={word} isWide={isWide}>
      {(id) => (
        <Input
          id={id}
          maxLength={most}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value.trim() === '' ? null : target.value)}
        />
      )}
    </Field>
  )
}
