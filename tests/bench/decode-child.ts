import { readFileSync } from 'node:fs'
import { readOsm } from '@xiayi/osm/read-osm'

const [by = 'ours', path = '', repetitions = '1'] = process.argv.slice(2)

/** osm-pbf-parser-node, the test oracle, walking the same file. */
async function peerCounts() {
  const { createOSMStream } = await import('osm-pbf-parser-node')
  const counts = { nodes: 0, ways: 0, relations: 0 }
  for await (const item of createOSMStream(path, { withTags: true, withInfo: false })) {
    if (!('type' in item)) continue
    if (item.type === 'node') counts.nodes++
    else if (item.type === 'way') counts.ways++
    else if (item.type === 'relation') counts.relations++
  }
  return counts
}

const bytes = readFileSync(path)
const seconds: number[] = []
let counts = { nodes: 0, ways: 0, relations: 0 }
for (let i = 0; i < Number(repetitions); i++) {
  const start = performance.now()
  if (by === 'ours') {
    const { nodeIds, wayIds, relations } = readOsm(bytes)
    counts = { nodes: nodeIds.length, ways: wayIds.length, relations: relations.length }
  } else counts = await peerCounts()
  seconds.push((performance.now() - start) / 1000)
}
process.stdout.write(JSON.stringify({ ...counts, seconds }))
