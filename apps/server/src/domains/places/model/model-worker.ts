import { parentPort } from 'node:worker_threads'
import { compileProfile } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
import { PROFILES } from '@xiayi/engine/profiles'
import { loadNetwork, NetworkFileError } from '@xiayi/engine/save-network'
import { Snapper } from '@xiayi/engine/snap'
import { placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { FromModelWorker, ModelAnswer, ModelTask, SnapTask, ToModelWorker } from './model-rpc.ts'

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
  }
}

function snap({ network, things, excludedEdges }: SnapTask): SnappedPlaces {
  const points = Array.from({ length: things.offset.length - 1 }, (_, i) => {
    const own = []
    for (let p = things.offset[i] ?? 0; p < (things.offset[i + 1] ?? 0); p++)
      own.push(wgs84(things.lon[p] ?? 0, things.lat[p] ?? 0))
    return own
  })
  return snapPlaces(snapperOf(network), points, { excludedEdges })
}

/** Buildings and places of one network follow each other: the index of its segments is made once for both. */
function snapperOf(network: Network): Snapper {
  if (snapper?.network.nodeLon.buffer !== network.nodeLon.buffer) snapper = new Snapper(network)
  return snapper
}
