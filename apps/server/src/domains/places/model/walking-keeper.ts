import type { WalkGraph } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
import { PROFILES } from '@xiayi/engine/profiles'
import { compileOffThread, seedOffThread } from './model-maker.ts'
import { type KnownThings, type SnappedThings, snapThings, type Thing } from './snap-things.ts'
import type { WalkAs, Walking, WalkingToPlaces } from './street-model.ts'

const SLOWEST_MPS = 0.2
const FASTEST_MPS = 3
/** Kept per county: the four profiles at their own speeds and some others. */
const MOST_KEPT = 8

export interface Things {
  readonly buildings: readonly Thing[]
  readonly places: readonly Thing[]
}

/** One speed of one profile; its parts are made one after the other, each once. */
interface Pace {
  readonly profile: WalkAs['profile']
  readonly speedMps: number
  graph: Promise<WalkGraph> | undefined
  toPlaces: Promise<WalkingToPlaces> | undefined
  atHand: WalkingToPlaces | undefined
  whole: Promise<Walking> | undefined
}

/**
 * A county's walking by profile and speed, each part made when first asked for. Ways on to the network differ only by the edges
 * a profile cannot use (a wheelchair does not start on steps), so they are shared between profiles and speeds, and taken over
 * from the revision before where nothing moved.
 */
export class WalkingKeeper {
  readonly #network: Network
  readonly #things: Things
  readonly #before: Map<string, KnownThings>
  readonly #snapped = new Map<string, Promise<SnappedThings>>()
  /** what the next revision may take over */
  readonly #done = new Map<string, SnappedThings>()
  readonly #paces = new Map<string, Pace>()

  constructor(network: Network, things: Things, before: WalkingKeeper | undefined) {
    this.#network = network
    this.#things = things
    this.#before = new Map(before === undefined ? [] : before.#takeOver())
  }

  /** The same county on an altered network, and with some buildings more, in rows after the others. */
  planned(network: Network, buildings: readonly Thing[]): WalkingKeeper {
    const things = { ...this.#things, buildings: [...this.#things.buildings, ...buildings] }
    return new WalkingKeeper(network, things, this)
  }

  async walking(as: WalkAs): Promise<Walking> {
    const pace = this.#paceOf(as)
    pace.whole ??= this.#makeWhole(pace).catch((error: unknown) => {
      pace.whole = undefined
      throw error
    })
    return pace.whole
  }

  async walkingToPlaces(as: WalkAs): Promise<WalkingToPlaces> {
    return this.#toPlaces(this.#paceOf(as))
  }

  atHand(as: WalkAs): WalkingToPlaces | undefined {
    const pace = this.#paceOf(as)
    // Whoever waits for the walk is told what went wrong.
    if (pace.atHand === undefined) this.#toPlaces(pace).catch(() => undefined)
    return pace.atHand
  }

  #toPlaces(pace: Pace): Promise<WalkingToPlaces> {
    pace.toPlaces ??= this.#makeToPlaces(pace).then(
      (made) => {
        pace.atHand = made
        return made
      },
      (error: unknown) => {
        pace.toPlaces = undefined
        throw error
      },
    )
    return pace.toPlaces
  }

  async #makeToPlaces(pace: Pace): Promise<WalkingToPlaces> {
    const graph = await this.#graph(pace)
    const places = (await this.#snap('places', pace.profile)).table
    const placeSeeds = await seedOffThread({ graph, snapped: places, direction: 'towards' })
    return { as: { profile: pace.profile, speedMps: pace.speedMps }, graph, places, placeSeeds }
  }

  async #makeWhole(pace: Pace): Promise<Walking> {
    const toPlaces = await this.#toPlaces(pace)
    const buildings = (await this.#snap('buildings', pace.profile)).table
    const buildingSeeds = await seedOffThread({ graph: toPlaces.graph, snapped: buildings, direction: 'away' })
    return { ...toPlaces, buildings, buildingSeeds }
  }

  #graph(pace: Pace): Promise<WalkGraph> {
    const { profile, speedMps } = pace
    const network = this.#network
    pace.graph ??= compileOffThread({ network, profile, speedMps }).then(
      // The thread's copy of the network stands on the same memory; one object for one network keeps comparisons true.
      (graph) => ({ ...graph, network }),
      (error: unknown) => {
        pace.graph = undefined
        throw error
      },
    )
    return pace.graph
  }

  #snap(kind: keyof Things, profile: WalkAs['profile']): Promise<SnappedThings> {
    const { excludedEdges } = PROFILES[profile]
    const key = `${kind} ${excludedEdges}`
    const known = this.#snapped.get(key)
    if (known !== undefined) return known
    const snapped = this.#snapNow(key, kind, excludedEdges).catch((error: unknown) => {
      this.#snapped.delete(key)
      throw error
    })
    this.#snapped.set(key, snapped)
    return snapped
  }

  async #snapNow(key: string, kind: keyof Things, excludedEdges: number): Promise<SnappedThings> {
    const known = this.#before.get(key)
    const snapped = await snapThings(this.#network, this.#things[kind], { excludedEdges, known })
    this.#before.delete(key)
    this.#done.set(key, snapped)
    return snapped
  }

  #takeOver(): Map<string, KnownThings> {
    const network = this.#network
    const done = [...this.#done].map(([key, things]) => [key, { network, things }] as const)
    return new Map([...this.#before, ...done])
  }

  /** @throws RangeError for a speed outside 0.2 to 3 m/s */
  #paceOf(as: WalkAs): Pace {
    const { profile } = as
    const speedMps = as.speedMps ?? PROFILES[profile].speedMps
    if (!(speedMps >= SLOWEST_MPS && speedMps <= FASTEST_MPS))
      throw new RangeError(`a walking speed of ${speedMps} m/s is not between 0.2 and 3`)
    const key = `${profile} ${speedMps}`
    const pace: Pace = this.#paces.get(key) ?? {
      profile,
      speedMps,
      graph: undefined,
      toPlaces: undefined,
      atHand: undefined,
      whole: undefined,
    }
    this.#paces.delete(key)
    this.#paces.set(key, pace)
    const oldest = this.#paces.keys().next()
    if (this.#paces.size > MOST_KEPT && oldest.done === false) this.#paces.delete(oldest.value)
    return pace
  }
}
