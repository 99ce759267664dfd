import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildNetwork } from '@xiayi/engine/build-network'
import { saveNetwork } from '@xiayi/engine/save-network'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import { readOsm } from '@xiayi/osm/read-osm'
import { type Benchmark, median } from './benchmark.ts'
import { run, shared } from './workplace.ts'

const FILE = 'data/osm/las_palmas_2023.osm.pbf'

function timed(repetitions: number, work: () => void): number[] {
  const seconds: number[] = []
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now()
    work()
    seconds.push((performance.now() - start) / 1000)
  }
  return seconds
}

interface Decoded {
  /** one for each reading, in order: the first pays for compiling the code as well */
  readonly seconds: readonly number[]
  readonly nodes: number
  readonly ways: number
  readonly relations: number
}

/** In a fresh process, as an import reads: what other benchmarks leave in memory costs it nothing. */
async function decoded(by: 'ours' | 'osm-pbf-parser-node', path: string, repetitions: number): Promise<Decoded> {
  const child = join(import.meta.dirname, 'decode-child.ts')
  const reply = await run(process.execPath, ['--max-semi-space-size=16', child, by, path, String(repetitions)])
  if (reply.code !== 0) throw new Error(`decode-child ended with ${reply.code}: ${reply.stderr}`)
  return JSON.parse(reply.stdout)
}

export const importBenchmarks: readonly Benchmark[] = [
  {
    name: 'pbf-decode',
    title: 'reading Las Palmas from .osm.pbf: bytes of the file a second, from bytes in memory to all elements',
    unit: 'MB/s',
    bar: { of: 'value', atLeast: 30 },
    async measure() {
      const path = shared(FILE)
      const megabytes = (await stat(path)).size / 1e6
      const ours = await decoded('ours', path, 7)
      const peer = await decoded('osm-pbf-parser-node', path, 3)
      if (ours.nodes !== peer.nodes || ours.ways !== peer.ways || ours.relations !== peer.relations)
        throw new Error('the two readers do not read the same elements')
      const rate = (seconds: number) => megabytes / seconds
      const rates = ours.seconds.map((seconds) => rate(seconds).toFixed(0)).join(', ')
      return {
        value: rate(median(ours.seconds)),
        peer: rate(median(peer.seconds)),
        peerName: 'osm-pbf-parser-node',
        note: `median of seven readings in a fresh process, one after the other: ${rates} MB/s; the first compiles the code`,
      }
    },
  },
  {
    name: 'pbf-import',
    title: 'Las Palmas from the file to the saved network',
    unit: 's',
    bar: { of: 'value', atMost: 5 },
    async measure() {
      const bytes = await readFile(shared(FILE))
      const seconds = timed(3, () => {
        const map = extractStreetMap(readOsm(bytes))
        saveNetwork(buildNetwork(map.network))
      })
      return { value: median(seconds), note: 'decode, walking rules, buildings, places, areas, network, bytes' }
    },
  },
]
