import type { Counties } from '../../platform/db/counties.ts'
import type { Files } from '../../platform/files/files.ts'
import type { Live } from '../../platform/live/live.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { createErrands } from '../../platform/rounds/errands.ts'
import { streetModelOf } from '../places/public.ts'
import { standingCounty } from './standing-county.ts'

/** A planner who tried nothing for so long is taken to have gone home. */
const AT_WORK_MS = 2 * 3600 * 1000

interface Warmth {
  readonly counties: Counties
  readonly files: Files
  readonly live: Live
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

/**
 * After a change the county as it stands is evaluated anew for the planners at work, so that their next trial does not wait. For
 * nobody else: it takes as long as an evaluation (2 s of one core for a city of 380,000 nodes) and keeps every circle's walks.
 */
export interface StandingWarmth {
  /** somebody tries changes on this county */
  tried(county: string, standardId: string | undefined): void
  start(): void
  stop(): void
}

export function keepStandingWarm(given: Warmth): StandingWarmth {
  const lastTried = new Map<string, { readonly standardId: string | undefined; readonly at: number }>()
  const errands = createErrands<string>(warm, given.onError)
  let forget = () => {}

  async function warm(code: string): Promise<void> {
    const last = lastTried.get(code)
    if (last === undefined) return
    if (given.now() - last.at > AT_WORK_MS) {
      lastTried.delete(code)
      return
    }
    try {
      const county = await given.counties.get(code, 'people')
      await standingCounty(county, await streetModelOf(county, given.files), last.standardId)
    } catch (error) {
      // The network or the standard is gone: who tries next is told.
      if (!(error instanceof Problem)) throw error
    }
  }

  return {
    tried: (county, standardId) => lastTried.set(county, { standardId, at: given.now() }),
    start() {
      forget = given.live.subscribe(({ event }) => {
        if (event.topic === 'circles.evaluated') errands.ask(event.county)
      })
    },
    stop() {
      forget()
      errands.stop()
    },
  }
}
