import { parentPort } from 'node:worker_threads'
import { featuresOfPage } from './tile-features.rules.ts'
import { MAX_TILE_ZOOM, MIN_TILE_ZOOM, type TileAddress, tilesOfBox } from './tile-layers.rules.ts'
import type { FromTileWorker, ToTileWorker } from './tile-rows.ts'
import { TileSet } from './tile-set.ts'

/**
 * Thread that cuts and packs tiles, so that the thread that answers people never does. While nobody asks, it makes the tiles of
 * a fresh set ahead of the questions, town before outskirts and far before near; a question is answered between two of them.
 */
const MOST_EARLY_TILES = 1500
const CLOSEST_EARLY_ZOOM = MAX_TILE_ZOOM - 1

const sets = new Map<string, TileSet>()
/** why a page could not be taken, by set: a set that lacks one is not ready, however much else it has */
const broken = new Map<string, unknown>()
let early: { set: string; tiles: TileAddress[] } | undefined

const port = parentPort
if (port === null) throw new Error('tile-worker.ts runs as a worker thread')
const post = (message: FromTileWorker) => port.postMessage(message)

port.on('message', (message: ToTileWorker) => {
  const request = message.type === 'tile' ? message.request : null
  try {
    handle(message)
  } catch (error) {
    if (message.type === 'add') {
      broken.set(message.set, error)
      return
    }
    post({ type: 'failed', request, set: message.set, message: error instanceof Error ? error.message : String(error) })
  }
})

function handle(message: ToTileWorker): void {
  switch (message.type) {
    case 'add': {
      const set = sets.get(message.set) ?? new TileSet()
      sets.set(message.set, set)
      for (const feature of featuresOfPage(message.page)) set.add(feature)
      return
    }
    case 'ready': {
      if (broken.has(message.set)) throw broken.get(message.set)
      const set = sets.get(message.set) ?? new TileSet()
      sets.set(message.set, set)
      set.close()
      post({ type: 'ready', set: message.set })
      startEarly(message.set, set)
      return
    }
    case 'drop':
      sets.delete(message.set)
      broken.delete(message.set)
      return
    case 'tile': {
      const set = sets.get(message.set)
      if (set === undefined) throw new Error('the set is gone')
      post({ type: 'tile', request: message.request, tile: set.tile(message.z, message.x, message.y) })
    }
  }
}

function startEarly(name: string, set: TileSet): void {
  const box = set.box(['building', 'place']) ?? set.box(['road'])
  if (box === undefined) return
  const tiles: TileAddress[] = []
  for (let z = MIN_TILE_ZOOM; z <= CLOSEST_EARLY_ZOOM; z++) tiles.push(...tilesOfBox(box, z))
  const isIdle = early === undefined
  early = { set: name, tiles: tiles.slice(0, MOST_EARLY_TILES).reverse() }
  if (isIdle) setImmediate(makeEarly)
}

function makeEarly(): void {
  const set = early === undefined ? undefined : sets.get(early.set)
  const next = early?.tiles.pop()
  if (early === undefined || set === undefined || next === undefined) {
    early = undefined
    return
  }
  post({ type: 'early', set: early.set, ...next, tile: set.tile(next.z, next.x, next.y) })
  setImmediate(makeEarly)
}
