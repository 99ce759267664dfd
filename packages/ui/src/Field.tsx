import { type ReactNode, useId } from 'react'

/** A word over its control; the control takes the id. */
export function Field({
  word,
  isWide = false,
  children,
}: {
  word: string
  isWide?: boolean
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={isWide ? 'x-field x-field--wide' : 'x-field'}>
      <label htmlFor={id}>{word}</label>
      {children(id)}
    </div>
  )
}
