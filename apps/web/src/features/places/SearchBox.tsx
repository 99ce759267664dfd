import { Icon } from '@xiayi/ui/Icon.tsx'
import { useEffect, useRef, useState } from 'react'

type SearchBoxProps = { value: string; onSearch: (text: string) => void; takesFocus?: boolean; delayMs?: number }

/** Searches while one types, after a pause, and never in the middle of an input method's composition. */
export function SearchBox({ value, onSearch, takesFocus = false, delayMs = 250 }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const isComposing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [given, setGiven] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  if (given !== value) {
    setGiven(value)
    setTyped(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (takesFocus) input.current?.focus()
  }, [takesFocus])

  function later(text: string) {
    clearTimeout(timer.current)
    if (!isComposing.current) timer.current = setTimeout(() => onSearch(text), delayMs)
  }
  return (
    <form
      className="search-box"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        clearTimeout(timer.current)
        onSearch(typed)
      }}
    >
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        aria-label="找店铺、设施"
        placeholder="找店铺、设施，拼音也行"
        value={typed}
        maxLength={100}
        onCompositionStart={() => {
          isComposing.current = true
        }}
        onCompositionEnd={(event) => {
          isComposing.current = false
          later(event.currentTarget.value)
        }}
        onChange={(event) => {
          setTyped(event.target.value)
          later(event.target.value)
        }}
      />
    </form>
  )
}
