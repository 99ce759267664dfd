import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
let now = Date.now()

function subscribe(listener: () => void) {
  const timer = setInterval(() => {
    now = Date.now()
    listener()
  }, MINUTE)
  return () => clearInterval(timer)
}

/** The time, to the minute: an age on the screen grows while one looks at it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
