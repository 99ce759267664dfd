import { Field } from './Field.tsx'

type SignedFieldProps = { word?: string; isWide?: boolean; value: string; onChange: (by: string) => void }

/** Who did it: a name or a post, as long as there are no accounts. Left empty it is not signed. */
export function SignedField({ word = '登记人（姓名或岗位）', isWide = false, value, onChange }: SignedFieldProps) {
  return (
    <Field word={word} isWide={isWide}>
      {(id) => (
        <input
          id={id}
          className="x-input"
          type="text"
          maxLength={40}
          autoComplete="name"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}
