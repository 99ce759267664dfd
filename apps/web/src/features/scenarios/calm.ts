/** The map takes new colours at most so often. */
const CALM_MS = 150
/** So long without an answer, and the hand rests. */
const REST_MS = 120
/**
 * The map takes this share of the time while something is dragged: a graphics card draws it in 10 ms, software in 130 ms, and the
 * figures of every step wait for a frame that is being drawn.
 */
const MAP_SHARE = 1 / 25
/** Two frames of a screen that has nothing to wait for. */
const ORDINARY_MS = 34

/**
 * A value for what takes longer to draw than others: taken on under the finger where frames are quick, when the hand rests where
 * they are slow. Null is taken on at once.
 */
export function createCalm<T>(changed: () => void) {
  let shown: T | null = null
  let offered: T | null = null
  let shownAt = Number.NEGATIVE_INFINITY
  /** ms beyond ordinary frames that the last one took to be on the screen */
  let drawnIn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function show() {
    shown = offered
    const start = performance.now()
    shownAt = start
    changed()
    // The frame after the one that shows it begins when the card has done with it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        drawnIn = Math.max(0, performance.now() - start - ORDINARY_MS)
      }),
    )
  }

  return {
    now: () => shown,
    offer(value: T | null): void {
      if (value === offered) return
      offered = value
      clearTimeout(timer)
      if (value === null) shown = null
      else timer = setTimeout(show, waitMs())
    },
  }

  function waitMs(): number {
    const due = shownAt + Math.max(CALM_MS, drawnIn / MAP_SHARE) - performance.now()
    return Math.min(REST_MS, Math.max(0, due))
  }
}
