import type { Counties } from '../../../platform/db/counties.ts'
import type { Files } from '../../../platform/files/files.ts'
import type { Live } from '../../../platform/live/live.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { createErrands } from '../../../platform/rounds/errands.ts'
import type { Tiles } from '../tiles/tiles.ts'
import { countyModelOf } from './street-model-cache.ts'

interface Warmth {
  readonly counties: Counties
  readonly files: Files
  readonly live: Live
  readonly tiles: Tiles
  readonly onError: (error: unknown) => void
}

/**
 * Makes ready what the first visitor of a county needs, so that nobody waits for it: of the default county after a start, of
 * any county after a change.
 */
export function keepWarm(given: Warmth): { start(): void; stop(): void } {
  const errands = createErrands<string | undefined>((code) => warm(given, code), given.onError)
  let forget = () => {}
  return {
    start() {
      errands.ask(undefined)
      forget = given.live.subscribe(({ event }) => {
        if (event.topic === 'places.changed') errands.ask(event.county)
      })
    },
    stop() {
      forget()
      errands.stop()
    },
  }
}

async function warm({ counties, files, tiles }: Warmth, code: string | undefined): Promise<void> {
  try {
    const county = await counties.get(code, 'people')
    const { street } = await countyModelOf(county, files)
    await street?.walkingToPlaces({ profile: 'adult' })
    await tiles.tile(county, { z: 0, x: 0, y: 0 })
    await street?.walking({ profile: 'adult' })
  } catch (error) {
    // No county yet, or no readable network: the visitor is told when asking.
    if (!(error instanceof Problem)) throw error
  }
}
