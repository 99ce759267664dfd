import { readFile } from 'node:fs/promises'
import { buildNetwork } from '@xiayi/engine/build-network'
import { saveNetwork } from '@xiayi/engine/save-network'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import { readOsm } from '@xiayi/osm/read-osm'
import { type Benchmark, median } from './benchmark.ts'
import { shared } from './workplace.ts'

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

/** osm-pbf-parser-node, the test oracle, walking the same file. */
async function peerDecode(path: string): Promise<number> {
  const { createOSMStream } = await import('osm-pbf-parser-node')
  const start = performance.now()
  let elements = 0
  for await (const _item of createOSMStream(path, { withTags: true, withInfo: false })) elements++
  if (elements === 0) throw new Error('osm-pbf-parser-node read nothing')
  return (performance.now() - start) / 1000
}

export const importBenchmarks: readonly Benchmark[] = [
  {
    name: 'pbf-decode',
    title: 'reading Las Palmas from .osm.pbf: bytes of the file a second',
    unit: 'MB/s',
    bar: { of: 'value', atLeast: 30 },
    async measure() {
      const path = shared(FILE)
      const bytes = await readFile(path)
      const megabytes = bytes.length / 1e6
      const seconds = timed(5, () => readOsm(bytes))
      return {
        value: megabytes / median(seconds),
        peer: megabytes / (await peerDecode(path)),
        peerName: 'osm-pbf-parser-node',
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
