import type { OsmWay } from '@xiayi/osm/elements'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import { readOsm } from '@xiayi/osm/read-osm'
import { inColumns, waysOf } from '@xiayi/osm/way-columns'
import { describe, expect, test } from 'vitest'
import { generateCounty } from './generate-county.ts'
import { writeOsmXml } from './osm-writer.ts'
import { crossingOf, fromDegrees, type Point } from './plane.ts'
import { at } from './random.ts'
import { contains, type Ring } from './ring.ts'
import { isWater, terrain } from './terrain.ts'

const { osm, placeExtras } = generateCounty()
const map = extractStreetMap(inColumns(osm))
const ground = terrain()

function placeOf(id: number): Point {
  return fromDegrees(osm.nodeLon[id - 1] ?? Number.NaN, osm.nodeLat[id - 1] ?? Number.NaN)
}

function ringOf(way: OsmWay): Ring {
  return way.nodes.slice(0, -1).map(placeOf)
}

function isGate(id: number): boolean {
  return osm.nodeTags.get(id - 1)?.barrier === 'gate'
}

describe('the example county on foot', () => {
  test('has about 20,000 walking nodes, at least 98 in 100 of them in one piece', () => {
    const nodes = map.network.nodeLon.length
    expect(nodes).toBeGreaterThan(18_000)
    expect(nodes).toBeLessThan(23_000)
    expect(map.counts.largestComponentShare).toBeGreaterThan(0.98)
  })

  test('is read as it was written: nothing missing, nothing unclosed', () => {
    expect(map.counts).toMatchObject({ missingNodes: 0, unclosedRelations: 0 })
    const known = new Set(map.places.map((place) => place.id))
    for (const id of placeExtras.keys()) expect(known.has(placeId(id)), id).toBe(true)
  })

  test('crosses the railway at exactly two places: one underpass, one level crossing', () => {
    const rail = osm.ways.find((way) => way.tags.railway === 'rail')
    const track = (rail?.nodes ?? []).map(placeOf)
    const crossed = osm.ways.flatMap((way) => {
      if (!way.tags.highway) return []
      const line = way.nodes.map(placeOf)
      return crossings(line, track) > 0 ? [way] : []
    })
    const level = (rail?.nodes ?? []).filter((id) => osm.nodeTags.get(id - 1)?.railway === 'level_crossing')
    expect(level).toHaveLength(1)
    const ways = crossed.map((way) => way.tags.tunnel ?? 'level')
    expect(ways.filter((kind) => kind === 'yes')).toHaveLength(1)
    expect(new Set(crossed.map((way) => way.tags.name)).size).toBe(2)
    expect(crossed.filter((way) => !way.tags.tunnel).every((way) => way.nodes.includes(at(level, 0)))).toBe(true)
  })

  test('crosses water only on bridges', () => {
    const wet = osm.ways.filter((way) => {
      if (!way.tags.highway || way.tags.bridge === 'yes') return false
      const line = way.nodes.map(placeOf)
      return line.some(([x, y], i) => {
        const next = line[i + 1]
        return next !== undefined && isWater(ground, [(x + next[0]) / 2, (y + next[1]) / 2])
      })
    })
    expect(wet).toEqual([])
  })
})

describe('its buildings and compounds', () => {
  test('no building stands in the water', () => {
    const wet = osm.ways.filter((way) => way.tags.building && ringOf(way).some((p) => isWater(ground, p)))
    expect(wet).toEqual([])
  })

  test('every walled compound has a gate, and from it all its roads and stairwells can be walked to', () => {
    const inner = new Map<number, number[]>()
    for (const way of osm.ways) {
      if (!way.tags.highway || way.tags.access !== 'private') continue
      for (let i = 0; i + 1 < way.nodes.length; i++) {
        const a = at(way.nodes, i)
        const b = at(way.nodes, i + 1)
        inner.set(a, [...(inner.get(a) ?? []), b])
        inner.set(b, [...(inner.get(b) ?? []), a])
      }
    }
    const compounds = osm.ways.filter((way) => way.tags.residential === 'apartments')
    expect(compounds.length).toBeGreaterThan(200)
    const all = [...inner.keys()].map((id) => ({ id, place: placeOf(id) }))
    for (const compound of compounds) {
      const gates = compound.nodes.filter(isGate)
      expect(gates.length, compound.tags.name).toBeGreaterThanOrEqual(1)
      const reached = new Set(gates)
      for (const id of reached) for (const next of inner.get(id) ?? []) reached.add(next)
      const ring = ringOf(compound)
      const left = all.filter(({ id, place }) => contains(ring, place) && !reached.has(id))
      expect(left, compound.tags.name).toEqual([])
    }
  })
})

describe('exported as an .osm file', () => {
  test('reads back to the same nodes, ways and relations', () => {
    const read = readOsm(new TextEncoder().encode(writeOsmXml(osm)))
    expect(read.nodeIds).toEqual(osm.nodeIds)
    expect(read.nodeLon).toEqual(osm.nodeLon)
    expect(read.nodeLat).toEqual(osm.nodeLat)
    expect([...read.nodeTags]).toEqual([...osm.nodeTags].sort(([a], [b]) => a - b))
    expect(waysOf(read)).toEqual(osm.ways)
    expect(read.relations).toEqual(osm.relations)
  })
})

function placeId(id: string): `node/${number}` | `way/${number}` {
  const ref = Number(id.split('/')[1])
  return id.startsWith('node/') ? `node/${ref}` : `way/${ref}`
}

function crossings(line: readonly Point[], track: readonly Point[]): number {
  let count = 0
  for (let i = 0; i + 1 < line.length; i++)
    for (let j = 0; j + 1 < track.length; j++) {
      const hit = crossingOf(at(line, i), at(line, i + 1), at(track, j), at(track, j + 1))
      if (hit && hit.first >= 0 && hit.first <= 1 && hit.second >= 0 && hit.second <= 1) count++
    }
  return count
}
