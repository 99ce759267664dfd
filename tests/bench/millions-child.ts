import { open, readFile, writeFile } from 'node:fs/promises'
import { buildNetwork } from '@xiayi/engine/build-network'
import { compileProfile } from '@xiayi/engine/compile-profile'
import { type CsvGraph, parseCsvGraph } from '@xiayi/engine/csv-graph'
import { nearestTenths, TENTHS_UNREACHED } from '@xiayi/engine/nearest-tenths'
import { nodesOfInput } from '@xiayi/engine/network'
import type { NetworkInput } from '@xiayi/engine/network-input'
import { PROFILES } from '@xiayi/engine/profiles'
import { loadNetwork, saveNetwork } from '@xiayi/engine/save-network'
import { nodeSeeds } from '@xiayi/engine/seeds'

const [mode, prefix = '', copiesText = '1', file = ''] = process.argv.slice(2)
const copies = Number(copiesText)
const SHIFT_DEGREES = 0.2

async function readGraph(): Promise<CsvGraph> {
  const read = (part: string) => readFile(`${prefix}_${part}.csv`, 'utf8')
  return parseCsvGraph({
    nodes: await read('nodes'),
    edges: await read('edges'),
    facilities: await read('fac'),
    reachFrom: await read('w1'),
    isochroneFrom: await read('w3'),
  })
}

function copied(input: NetworkInput): NetworkInput {
  const n = input.nodeLon.length
  const m = input.edgeFrom.length
  const repeat = <T extends Float64Array | Uint32Array | Uint16Array>(
    make: (length: number) => T,
    column: T,
    shift: (copy: number) => number,
  ): T => {
    const result = make(column.length * copies)
    for (let copy = 0; copy < copies; copy++)
      for (let i = 0; i < column.length; i++) result[copy * column.length + i] = (column[i] ?? 0) + shift(copy)
    return result
  }
  const f64 = (length: number) => new Float64Array(length)
  const u32 = (length: number) => new Uint32Array(length)
  return {
    ...input,
    nodeLon: repeat(f64, input.nodeLon, (copy) => copy * SHIFT_DEGREES),
    nodeLat: repeat(f64, input.nodeLat, () => 0),
    nodeFlags: new Uint16Array(n * copies),
    edgeFrom: repeat(u32, input.edgeFrom, (copy) => copy * n),
    edgeTo: repeat(u32, input.edgeTo, (copy) => copy * n),
    edgeLengthMm: repeat(u32, input.edgeLengthMm, () => 0),
    edgeFlags: new Uint32Array(m * copies),
    edgeWay: new Float64Array(m * copies),
    edgeShapeOffset: new Uint32Array(m * copies + 1),
  }
}

/** Into the memory the network stays in, so that the file is not held a second time. */
async function readShared(path: string): Promise<Uint8Array> {
  const handle = await open(path)
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer((await handle.stat()).size))
    let at = 0
    for (;;) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at)
      at += bytesRead
      if (bytesRead === 0 || at === bytes.length) return bytes.subarray(0, at)
    }
  } finally {
    await handle.close()
  }
}

const graph = await readGraph()
if (mode === 'build') {
  await writeFile(file, saveNetwork(buildNetwork(copied(graph.input))))
} else {
  const n = graph.input.nodeLon.length
  const network = loadNetwork(await readShared(file))
  const nodeOf = nodesOfInput(network, n * copies)
  const categories = graph.facilities.map((nodes) =>
    nodeSeeds(
      Uint32Array.from(
        { length: nodes.length * copies },
        (_, i) => nodeOf[Math.floor(i / nodes.length) * n + (nodes[i % nodes.length] ?? 0)] ?? 0,
      ),
    ),
  )
  const walk = compileProfile(network, { ...PROFILES.adult, nodeSeconds: {}, edgeSecondsPerMetre: {}, edgeSeconds: {} })
  const seconds: number[] = []
  const processorSeconds: number[] = []
  let reached = 0
  let rows: readonly Uint16Array[] = []
  for (let repetition = 0; repetition < 5; repetition++) {
    const start = performance.now()
    const used = process.cpuUsage()
    rows = nearestTenths(walk, categories, { limitMs: 900_000 }, rows)
    seconds.push((performance.now() - start) / 1000)
    const { user, system } = process.cpuUsage(used)
    processorSeconds.push((user + system) / 1e6)
    reached = rows.reduce(
      (sum, row) => row.reduce((count, tenths) => count + (tenths === TENTHS_UNREACHED ? 0 : 1), sum),
      0,
    )
  }
  process.stdout.write(
    JSON.stringify({
      nodes: network.nodeCount,
      categories: categories.length,
      seconds,
      processorSeconds,
      megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      reached,
    }),
  )
}
