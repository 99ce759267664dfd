import { useEffect, useState } from 'react'

/**
 * What somebody is filling in, kept on this device until it is sent: a closed page or a lost network costs nothing. `read` makes
 * sense of what was kept, and answers null for what it cannot use (a form of another version).
 */
export function useKeptDraft<T>(
  key: string,
  start: T,
  read: (kept: unknown) => T | null,
): { draft: T; isKept: boolean; change: (next: T) => void; forget: () => void } {
  const name = `draft ${key}`
  const [kept, setKept] = useState<T | null>(() => keptAt(name, read))
  useEffect(() => {
    if (kept === null) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(kept))
  }, [name, kept])
  return {
    draft: kept ?? start,
    isKept: kept !== null,
    change: setKept,
    forget() {
      // At once: whoever shows the form anew reads what is kept.
      localStorage.removeItem(name)
      setKept(null)
    },
  }
}

function keptAt<T>(name: string, read: (kept: unknown) => T | null): T | null {
  const text = localStorage.getItem(name)
  if (text === null) return null
  try {
    return read(JSON.parse(text))
  } catch {
    return null
  }
}
