import type { CountyDb, Db } from '../../../platform/db/db.ts'
import { categorySet } from '../categories/categories.service.ts'
import { atOneRevision, breathe, type Revised, RevisionCache } from '../model/revision-cache.ts'
import { KeptTiles } from './kept-tiles.ts'
import { SetGone, TileCutter } from './tile-cutter.ts'
import type { TileAddress } from './tile-layers.rules.ts'
import type { EncodedTile, PlaceRowToDraw, TilePage } from './tile-rows.ts'
import { areasToDraw, backgroundToDraw, buildingsToDraw, placesToDraw } from './tile-source.sql.ts'

/**
 * Vector tiles of every county. One worker thread holds the features and cuts the tiles; what it made is kept here, packed,
 * up to a number of bytes. A new revision is loaded beside the old one: who asks meanwhile waits a moment and then gets the
 * old tile, marked so that nobody keeps it.
 */
export interface Tiles {
  tile(county: CountyDb, address: TileAddress): Promise<TileAnswer>
  close(): Promise<void>
}

export interface TileAnswer extends EncodedTile {
  /** false: of the revision before, because the present one is still being loaded */
  readonly isCurrent: boolean
}

const PAGE = 2000
const KEPT_BYTES = 96 * 1024 * 1024
const PATIENCE_MS = 700

export function openTiles(): Tiles {
  const kept = new KeptTiles(KEPT_BYTES)
  const cutter = new TileCutter((set, address, tile) => kept.set(keyOf(set, address), tile))
  let sets = 0
  const sources = new RevisionCache<string>({
    most: 8,
    build: (county) => {
      sets++
      return loadSet(county, `${county.code}#${sets}`, cutter)
    },
    release: (set) => {
      cutter.drop(set)
      kept.dropSet(set)
    },
  })
  const making = new Map<string, Promise<EncodedTile>>()

  async function setOf(county: CountyDb): Promise<{ set: string; isCurrent: boolean }> {
    const current = sources.get(county).then((set) => ({ set, isCurrent: true }))
    const old = sources.peek(county)
    if (old === undefined) return current
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<{ set: string; isCurrent: boolean }>((resolve) => {
      timer = setTimeout(() => {
        // The load goes on; whoever asks after it hears of its failure.
        current.catch(() => undefined)
        resolve({ set: old, isCurrent: false })
      }, PATIENCE_MS)
    })
    return Promise.race([current, patience]).finally(() => clearTimeout(timer))
  }

  async function make(set: string, address: TileAddress): Promise<EncodedTile> {
    const tile = await cutter.tile(set, address)
    kept.set(keyOf(set, address), tile)
    return tile
  }

  async function answer(county: CountyDb, address: TileAddress): Promise<TileAnswer> {
    const { set, isCurrent } = await setOf(county)
    const key = keyOf(set, address)
    const known = kept.get(key)
    if (known !== undefined) return { ...known, isCurrent }
    const made = making.get(key) ?? make(set, address).finally(() => making.delete(key))
    making.set(key, made)
    return { ...(await made), isCurrent }
  }

  return {
    async tile(county, address) {
      try {
        return await answer(county, address)
      } catch (error) {
        if (!(error instanceof SetGone)) throw error
        // Replaced between two steps, or lost with its thread.
        if (cutter.isLost(error.set)) sources.forget(county)
        return answer(county, address)
      }
    },
    close: () => cutter.close(),
  }
}

function keyOf(set: string, { z, x, y }: TileAddress): string {
  return `${set}/${z}/${x}/${y}`
}

/** Hands everything over; whatever stops it midway, the thread keeps no half of it. */
export async function loadSet(
  county: CountyDb,
  set: string,
  cutter: Pick<TileCutter, 'add' | 'ready' | 'drop'>,
): Promise<Revised<string>> {
  try {
    const loaded = await atOneRevision(county, async (tx) => {
      for await (const page of pagesToDraw(tx)) cutter.add(set, page)
      return set
    })
    await cutter.ready(set)
    return loaded
  } catch (error) {
    cutter.drop(set)
    throw error
  }
}

/** Everything the map is drawn from, as it is in the database: background, buildings, boundaries, places. */
export async function* pagesToDraw(db: Db): AsyncGenerator<TilePage> {
  yield { table: 'area', rows: await areasToDraw(db) }
  for (let after = 0; ; ) {
    const rows = await backgroundToDraw(db, after, PAGE)
    yield { table: 'background', rows }
    if (rows.length < PAGE) break
    after = rows.at(-1)?.id ?? after
    await breathe()
  }
  for (let after: string | undefined; ; ) {
    const rows = await buildingsToDraw(db, after, PAGE)
    yield { table: 'building', rows }
    if (rows.length < PAGE) break
    after = rows.at(-1)?.id
    await breathe()
  }
  const tiers = new Map(categorySet().categories.map((category) => [category.id, category.tier.is]))
  for (let after: string | undefined; ; ) {
    const found = await placesToDraw(db, after, PAGE)
    const rows = found.flatMap(({ category, ...row }): PlaceRowToDraw[] =>
      category === null ? [] : [{ ...row, category, tier: tiers.get(category) ?? '' }],
    )
    yield { table: 'place', rows }
    if (found.length < PAGE) break
    after = found.at(-1)?.id
    await breathe()
  }
}
