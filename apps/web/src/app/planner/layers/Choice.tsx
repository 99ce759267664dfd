import { useId } from 'react'

type ChoiceProps<T extends string> = {
  label: string
  value: T
  words: Readonly<Record<T, string>>
  options: readonly T[]
  onChoose: (value: T) => void
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ label, value, words, options, onChoose }: ChoiceProps<T>) {
  const name = useId()
  return (
    <div className="choice" role="radiogroup" aria-labelledby={name}>
      <span id={name} className="choice__label">
        {label}
      </span>
      <span className="choice__options">
        {options.map((option) => (
          <label key={option} className={option === value ? 'choice__one choice__one--on' : 'choice__one'}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
            {words[option]}
          </label>
        ))}
      </span>
    </div>
  )
}
