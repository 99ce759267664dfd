import { parentPort } from 'node:worker_threads'
import { isAlreadyThere } from '@xiayi/engine/already-there'
import { carrySnapped, compareNetworks } from '@xiayi/engine/carry-over'
import { compileProfile } from '@xiayi/engine/compile-profile'
import { inMainPart } from '@xiayi/engine/cut-off'
import { editNetwork } from '@xiayi/engine/edit-network'
import type { Network } from '@xiayi/engine/network'
import { PROFILES } from '@xiayi/engine/profiles'
import { loadNetwork, NetworkFileError, saveNetwork } from '@xiayi/engine/save-network'
import { Snapper } from '@xiayi/engine/snap'
import { placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import { type Wgs84, wgs84 } from '@xiayi/geo/coordinates'
import type {
  EditedBytes,
  EditTask,
  FromModelWorker,
  ModelAnswer,
  ModelTask,
  PointColumns,
  SnapTask,
  ToModelWorker,
} from './model-rpc.ts'

/** Thread that makes street models, so that the thread that answers people never waits for one. */
const port = parentPort
if (port === null) throw new Error('model-worker.ts runs as a worker thread')
const post = (message: FromModelWorker) => port.postMessage(message)

let snapper: Snapper | undefined

port.on('message', ({ request, ask }: ToModelWorker) => {
  try {
    post({ request, answer: answer(ask) })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    post({ request, answer: { task: 'failed', message, isNetworkFault: error instanceof NetworkFileError } })
  }
})

function answer(ask: ModelTask): ModelAnswer {
  switch (ask.task) {
    case 'load':
      return { task: 'load', network: loadNetwork(ask.bytes) }
    case 'snap':
      return { task: 'snap', snapped: snap(ask) }
    case 'compile':
      return {
        task: 'compile',
        graph: compileProfile(ask.network, PROFILES[ask.profile], { speedMps: ask.speedMps }),
      }
    case 'seed':
      return { task: 'seed', seeds: placeSeeds(ask.graph, ask.snapped, ask.direction) }
    case 'edit':
      return { task: 'edit', edited: edit(ask) }
    case 'plan':
      return {
        task: 'plan',
        planned: editNetwork(
          ask.network,
          ask.edits.map((each, i) => ({ number: i + 1, edit: each })),
        ),
      }
  }
}

function edit({ bytes, edits, homes, insteadOf }: EditTask): EditedBytes {
  const before = loadNetwork(bytes)
  const { network, misfits } = editNetwork(before, edits)
  const standing = insteadOf === undefined ? before : loadNetwork(insteadOf)
  const millimetres = network.edgeLengthMm.reduce((sum, length) => sum + length, 0)
  return {
    bytes: saveNetwork(network),
    nodes: network.nodeCount,
    edges: network.edgeCount,
    kilometres: Math.round(millimetres / 1e3) / 1e3,
    bounds: network.box,
    misfits,
    alreadyThere: [...edits.keys()].filter((i) => {
      const asked = edits[i]
      return asked !== undefined && isAlreadyThere(before, asked.edit)
    }),
    cutOff: homes === undefined ? [] : cutOffBy(standing, network, pointsOf(homes)),
  }
}

function cutOffBy(before: Network, after: Network, points: readonly (readonly Wgs84[])[]): number[] {
  const table = snapPlaces(new Snapper(before), points)
  const rows = Int32Array.from(points.keys())
  const carried = carrySnapped(new Snapper(after), points, { table, rows, difference: compareNetworks(before, after) })
  const had = inMainPart(before, table)
  const has = inMainPart(after, carried)
  return [...points.keys()].filter((i) => had[i] === 1 && has[i] === 0)
}

function snap({ network, things, excludedEdges, carried }: SnapTask): SnappedPlaces {
  if (carried === undefined) return snapPlaces(snapperOf(network), pointsOf(things), { excludedEdges })
  const { table, rows } = carried
  const difference = compareNetworks(carried.network, network)
  return carrySnapped(snapperOf(network), pointsOf(things), { table, rows, difference }, { excludedEdges })
}

function pointsOf(things: PointColumns): Wgs84[][] {
  return Array.from({ length: things.offset.length - 1 }, (_, i) => {
    const own = []
    for (let p = things.offset[i] ?? 0; p < (things.offset[i + 1] ?? 0); p++)
      own.push(wgs84(things.lon[p] ?? 0, things.lat[p] ?? 0))
    return own
  })
}

/** Buildings and places of one network follow each other: the index of its segments is made once for both. */
function snapperOf(network: Network): Snapper {
  if (snapper?.network.nodeLon.buffer !== network.nodeLon.buffer) snapper = new Snapper(network)
  return snapper
}
