interface LineProps {
  readonly word: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** an example */
  readonly hint?: string
  readonly look?: 'text' | 'tel' | 'decimal'
  readonly most?: number
}

/** One line to type, under its word. */
export function Line({ word, value, onChange, hint, look = 'text', most = 20 }: LineProps) {
  return (
    <label className="sign-in__field">
      {word}
      <input
        type={look === 'tel' ? 'tel' : 'text'}
        inputMode={look}
        maxLength={look === 'tel' ? 40 : most}
        placeholder={hint}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}
