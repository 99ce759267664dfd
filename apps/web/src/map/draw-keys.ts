import { useEffect, useEffectEvent } from 'react'

type DrawKeys = { onEnter?: () => void; onEscape: () => void }

/** Keys that belong to what is being drawn, wherever the focus is but in a field or, for Enter, on a button. */
export function useDrawKeys(keys: DrawKeys): void {
  const heard = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    if (target instanceof Element && target.closest('input, textarea, select, [role="dialog"]') !== null) return
    if (event.key === 'Escape') keys.onEscape()
    else if (event.key === 'Enter' && keys.onEnter !== undefined && !isButton(target)) keys.onEnter()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => heard(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, [role="button"]') !== null
}
