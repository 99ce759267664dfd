import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { extractStreetMap } from './extract-street-map.ts'
import { readOsm } from './read-osm.ts'
import { hasExtract, readExtract } from './shared-data-for-tests.ts'
import type { StreetMap } from './street-map.ts'

function fingerprint({ network, ...rest }: StreetMap): string {
  const hash = createHash('sha256')
  for (const column of [network.nodeLon, network.nodeLat, network.nodeFlags, network.edgeFrom, network.edgeTo])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  for (const column of [network.edgeLengthMm, network.edgeFlags, network.edgeShapeOffset, network.barriers.lon])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  return hash.update(JSON.stringify({ ...rest, background: [...rest.background] })).digest('hex')
}

function checkColumns({ network }: StreetMap): void {
  const nodes = network.nodeLon.length
  const edges = network.edgeFrom.length
  expect([network.nodeLat.length, network.nodeFlags.length]).toEqual([nodes, nodes])
  expect([
    network.edgeTo.length,
    network.edgeLengthMm.length,
    network.edgeFlags.length,
    network.edgeWay.length,
  ]).toEqual([edges, edges, edges, edges])
  expect(network.edgeShapeOffset.at(-1)).toBe(network.shapeLon.length)
  expect(network.barriers.offset.at(-1)).toBe(network.barriers.lon.length)
  expect(
    network.edgeFrom.every(
      (from, e) => from < nodes && (network.edgeTo[e] ?? nodes) < nodes && from !== network.edgeTo[e],
    ),
  ).toBe(true)
  expect(network.edgeLengthMm.every((mm) => mm > 0)).toBe(true)
  expect([...network.nodeLon, ...network.shapeLon, ...network.barriers.lon].every(Number.isFinite)).toBe(true)
}

describe.skipIf(!hasExtract('las_palmas_2023.osm.pbf'))('Las Palmas (skipped without ../shared/data)', () => {
  test('the city has its walking network, places, buildings and boundaries', () => {
    const map = extractStreetMap(readOsm(readExtract('las_palmas_2023.osm.pbf')))
    checkColumns(map)
    const { counts } = map
    // The reference graph, the largest component cut by other hands, has 78,791 nodes; islands come on top here.
    expect(counts.walkingNodes).toBeGreaterThan(78_791)
    expect(counts.walkingNodes).toBeLessThan(100_000)
    expect(counts.largestComponentShare).toBeGreaterThan(0.8)
    expect(map.buildings.length).toBeGreaterThan(22_000)
    expect(map.places.length).toBeGreaterThan(8_416)
    expect(map.areas.some(({ name, kind }) => kind === 'administrative' && name === 'Las Palmas de Gran Canaria')).toBe(
      true,
    )
  }, 60_000)
})

describe.skipIf(!hasExtract('beijing_tsinghua_2017.osm'))(
  'Beijing, Guixi and Monaco (skipped without ../shared/data)',
  () => {
    test.each([
      ['beijing_tsinghua_2017.osm', 1000, 500],
      ['guixi_jiangxi_2024.osm', 300, 150],
    ])(
      '%s becomes a walking network with buildings, the same twice',
      (name, nodes, buildings) => {
        const bytes = readExtract(name)
        const map = extractStreetMap(readOsm(bytes))
        checkColumns(map)
        expect(map.network.nodeLon.length).toBeGreaterThan(nodes)
        expect(map.buildings.length).toBeGreaterThan(buildings)
        expect(fingerprint(extractStreetMap(readOsm(bytes)))).toBe(fingerprint(map))
      },
      30_000,
    )

    test('of a boundary the extract cuts nothing is taken, though islets of it would close', () => {
      const map = extractStreetMap(readOsm(readExtract('monaco_osrm.osm.pbf')))
      const names = map.areas.filter(({ kind }) => kind === 'administrative').map(({ name }) => name)
      expect(names).toContain('Monaco-Ville')
      expect(names).not.toContain('Alpes-Maritimes')
    }, 30_000)

    test('progress rises to one through every stage', () => {
      const shares: number[] = []
      const stages: string[] = []
      extractStreetMap(readOsm(readExtract('guixi_jiangxi_2024.osm')), {
        onProgress: (share, stage) => {
          shares.push(share)
          stages.push(stage)
        },
      })
      expect(shares).toEqual([...shares].toSorted((a, b) => a - b))
      expect([shares.at(-1), stages.at(-1)]).toEqual([1, 'done'])
    })

    test('an aborted signal stops the work', () => {
      const data = readOsm(readExtract('guixi_jiangxi_2024.osm'))
      expect(() => extractStreetMap(data, { signal: AbortSignal.abort(new Error('enough')) })).toThrow('enough')
    })
  },
)
