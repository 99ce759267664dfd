import { useSyncExternalStore } from 'react'

/**
 * 长辈版. The choice is kept on the device and written on the root element, where the style sheet reads it.
 * `null` means that nobody has been asked yet.
 */
const KEY = 'xiayi.elder'
const listeners = new Set<() => void>()

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function choice(): boolean | null {
  const value = stored()
  return value === null ? null : value === 'yes'
}

export function applyElderMode(): void {
  if (choice() === true) document.documentElement.dataset['mode'] = 'elder'
  else delete document.documentElement.dataset['mode']
}

export function chooseElderMode(isElder: boolean): void {
  try {
    localStorage.setItem(KEY, isElder ? 'yes' : 'no')
  } catch {
    // A browser that keeps nothing still switches for this visit.
  }
  if (isElder) document.documentElement.dataset['mode'] = 'elder'
  else delete document.documentElement.dataset['mode']
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useElderMode(): { isElder: boolean; hasBeenAsked: boolean } {
  const isElder = useSyncExternalStore(subscribe, () => document.documentElement.dataset['mode'] === 'elder')
  const hasBeenAsked = useSyncExternalStore(subscribe, () => choice() !== null)
  return { isElder, hasBeenAsked }
}
