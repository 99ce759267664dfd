import type { MinutesColumnReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { EnginePool } from '@xiayi/engine/worker-pool'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { type StreetModel, streetModelOf } from '../../places/public.ts'
import { pickSeeds, pickSnapped, placesByCategory } from '../building-walks.ts'
import { KeptColumns } from './kept-columns.ts'
import { type Packed, pack } from './packed.ts'

export interface ColumnQuery {
  readonly category: string
  readonly profile: ProfileName
  readonly speed?: number | undefined
}

/** Walks are followed this far, as in an evaluation. */
const LIMIT_SECONDS = 3600
/** Every category for every profile, and some speeds. */
const MOST_KEPT = 256

/** Minutes columns of every county: computed on a thread of their own, kept packed while their revision lasts. */
export class MinutesColumns {
  readonly #pool = new EnginePool({ threads: 1 })
  readonly #kept = new WeakMap<StreetModel, KeptColumns<Promise<Packed>>>()

  /** @throws Problem invalid-input for a category that is not in the county's set */
  async column(deps: { files: Files }, county: CountyDb, query: ColumnQuery): Promise<Packed> {
    const model = await streetModelOf(county, deps.files)
    const category = model.categories.categories.findIndex(({ id }) => id === query.category)
    if (category < 0)
      throw new Problem('invalid-input', `没有类别“${query.category}”。请从类别列表里选择。`, {
        errors: [{ where: 'querystring/category', message: '不认识的类别' }],
      })
    const kept = this.#kept.get(model) ?? new KeptColumns<Promise<Packed>>(MOST_KEPT)
    this.#kept.set(model, kept)
    const key = `${query.category} ${query.profile} ${query.speed ?? ''}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const packed = this.#compute(model, query, category).then(pack)
    kept.set(key, packed)
    packed.catch(() => kept.delete(key))
    return packed
  }

  async #compute(model: StreetModel, query: ColumnQuery, category: number): Promise<MinutesColumnReply> {
    const walking = await model.walking({ profile: query.profile, speedMps: query.speed })
    const places = placesByCategory(model.places, model.categories.categories.length)[category] ?? []
    const [times] = await this.#pool.map(walking.graph, 'coverage', [
      {
        buildings: walking.buildings,
        facilities: pickSnapped(walking.places, places),
        doors: walking.buildingSeeds,
        seeds: pickSeeds(walking.placeSeeds, places),
        limitMs: LIMIT_SECONDS * 1000,
      },
    ])
    return {
      revision: model.revision,
      categoryId: query.category,
      profile: query.profile,
      speedMetresPerSecond: walking.as.speedMps,
      limitSeconds: LIMIT_SECONDS,
      seconds: Array.from(times?.ms ?? [], (ms) => (ms === UNREACHED ? -1 : Math.ceil(ms / 1000))),
    }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
