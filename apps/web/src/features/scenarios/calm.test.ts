import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCalm } from './calm.ts'

/** ms from one frame to the next */
let frameMs = 16

beforeEach(() => {
  frameMs = 16
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, frameMs))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A steady hand: another value every 30 ms. @returns how many were taken on */
function drag(calm: ReturnType<typeof createCalm<number>>, steps: number): number {
  const seen = new Set<number | null>()
  for (let step = 1; step <= steps; step++) {
    calm.offer(step)
    vi.advanceTimersByTime(30)
    seen.add(calm.now())
  }
  return seen.size
}

describe('the colours of the map follow a drag', () => {
  test('under the finger where frames are quick', () => {
    const taken = drag(
      createCalm(() => undefined),
      100,
    )
    expect(taken).toBeGreaterThan(15)
    expect(taken).toBeLessThan(25)
  })

  test('seldom where a frame takes long, and when the hand rests', () => {
    frameMs = 80
    const calm = createCalm<number>(() => undefined)
    expect(drag(calm, 100)).toBeLessThan(4)
    vi.advanceTimersByTime(130)
    expect(calm.now()).toBe(100)
  })

  test('and go back at once when there is nothing to show', () => {
    const calm = createCalm<number>(() => undefined)
    drag(calm, 10)
    calm.offer(11)
    calm.offer(null)
    expect(calm.now()).toBeNull()
    vi.advanceTimersByTime(1000)
    expect(calm.now()).toBeNull()
  })
})
