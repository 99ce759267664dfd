import { createOSMStream } from 'osm-pbf-parser-node'
import type { PbfWriter } from 'pbf'
import { describe, expect, test } from 'vitest'
import { blob, block, dense, file, headerBlob, message, way, zlibBlob } from './pbf-file-for-tests.ts'
import { readPbf } from './read-pbf.ts'
import { extractPath, hasExtract, readExtract } from './shared-data-for-tests.ts'
import { waysOf } from './way-columns.ts'

interface OracleElement {
  readonly type?: string
  readonly id: number
  readonly lat: number
  readonly lon: number
  readonly refs?: readonly number[]
  readonly members?: readonly unknown[]
  readonly tags?: Readonly<Record<string, string>>
}

function isElement(item: object): item is OracleElement {
  return 'id' in item && 'type' in item
}

describe.skipIf(!hasExtract('monaco_osrm.osm.pbf'))('Monaco (skipped without ../shared/data)', () => {
  test('every node, way and relation is what osm-pbf-parser-node reads', async () => {
    const data = readPbf(readExtract('monaco_osrm.osm.pbf'))
    const ways = waysOf(data)
    const counts = { node: 0, way: 0, relation: 0 }
    for await (const element of createOSMStream(extractPath('monaco_osrm.osm.pbf'), { withTags: true })) {
      if (!isElement(element)) continue
      if (element.type === 'node') {
        const at = counts.node++
        const lonIsEqual = Math.abs((data.nodeLon[at] ?? 0) - element.lon) < 1e-7
        const latIsEqual = Math.abs((data.nodeLat[at] ?? 0) - element.lat) < 1e-7
        // Three hundred thousand expectations would take a minute; only a difference is handed to the runner.
        if (data.nodeIds[at] !== element.id || !lonIsEqual || !latIsEqual) expect.fail(`node ${element.id} differs`)
        const tags = element.tags && Object.keys(element.tags).length > 0 ? element.tags : undefined
        if (tags || data.nodeTags.has(at)) expect(data.nodeTags.get(at)).toEqual(tags)
      } else if (element.type === 'way') {
        const { id, refs = [], tags = {} } = element
        expect(ways[counts.way++]).toEqual({ id, nodes: refs, tags })
      } else if (element.type === 'relation') {
        const { id, members = [], tags = {} } = element
        expect(data.relations[counts.relation++]).toEqual({ id, members, tags })
      }
    }
    expect(counts).toEqual({ node: data.nodeIds.length, way: ways.length, relation: data.relations.length })
    expect(counts.node).toBeGreaterThan(100_000)
  }, 60_000)
})

describe('a file written by hand', () => {
  test('dense nodes carry sums of differences, offsets and granularity', () => {
    const data = readPbf(
      file(
        zlibBlob(
          block({
            strings: ['', 'amenity', 'clinic', 'name', '卫生室'],
            group: dense({
              ids: [7_000_000_000, 1, 1],
              lats: [342_400, 1, -2],
              lons: [1_161_300, 0, 5],
              keysValues: [0, 1, 2, 3, 4, 0, 0],
            }),
            granularity: 100_000,
            latOffset: 500,
            lonOffset: 1000,
          }),
        ),
      ),
    )
    expect([...data.nodeIds]).toEqual([7_000_000_000, 7_000_000_001, 7_000_000_002])
    expect([...data.nodeLat]).toEqual([34.2400005, 34.2401005, 34.2399005])
    expect([...data.nodeLon]).toEqual([116.130001, 116.130001, 116.130501])
    expect([...data.nodeTags]).toEqual([[1, { amenity: 'clinic', name: '卫生室' }]])
  })

  test('nodes that are not dense are read too, with negative ids from an editor', () => {
    const plain = (pbf: Parameters<Parameters<typeof message>[0]>[0]) => {
      pbf.writeBytesField(
        1,
        message((fields) => {
          fields.writeTag(1, 0)
          fields.writeSVarint(-5)
          fields.writePackedVarint(2, [1])
          fields.writePackedVarint(3, [2])
          fields.writeTag(8, 0)
          fields.writeSVarint(-342_400_000)
          fields.writeTag(9, 0)
          fields.writeSVarint(1_161_300_000)
        }),
      )
    }
    const data = readPbf(file(blob({ raw: block({ strings: ['', 'highway', 'bus_stop'], group: plain }) })))
    expect([data.nodeIds[0], data.nodeLat[0], data.nodeLon[0]]).toEqual([-5, -34.24, 116.13])
    expect(data.nodeTags.get(0)).toEqual({ highway: 'bus_stop' })
  })

  test('elements out of order are sorted and the last of two twins holds', () => {
    const data = readPbf(
      file(
        zlibBlob(block({ strings: ['', 'a', 'b'], group: dense({ ids: [9], lats: [10], lons: [20] }) })),
        zlibBlob(
          block({
            strings: ['', 'a', 'b'],
            group: dense({ ids: [3, 6], lats: [30, 10], lons: [50, 10], keysValues: [1, 2, 0, 0] }),
          }),
        ),
        zlibBlob(block({ strings: ['', 'x', 'y'], group: way(8, [1], [2], [3, 6]) })),
        zlibBlob(block({ strings: ['', 'x', 'z'], group: way(8, [1], [2], [9]) })),
      ),
    )
    expect([...data.nodeIds]).toEqual([3, 9])
    expect([...data.nodeLat]).toEqual([30e-7, 40e-7])
    expect([...data.nodeTags]).toEqual([[0, { a: 'b' }]])
    expect(waysOf(data)).toEqual([{ id: 8, nodes: [9], tags: { x: 'z' } }])
  })

  test('ways that say the same share their tags, and never with another block, where the same bytes say something else', () => {
    const both = (pbf: PbfWriter) => {
      way(1, [1, 2], [2, 1], [7])(pbf)
      way(2, [1, 2], [2, 1], [])(pbf)
      way(3, [1, 2], [1, 2], [])(pbf)
    }
    const data = readPbf(
      file(
        zlibBlob(block({ strings: ['', 'a', 'b'], group: both })),
        zlibBlob(block({ strings: ['', 'x', 'y'], group: way(4, [1, 2], [2, 1], []) })),
      ),
    )
    expect(data.wayTags).toEqual([
      { a: 'b', b: 'a' },
      { a: 'b', b: 'a' },
      { a: 'a', b: 'b' },
      { x: 'y', y: 'x' },
    ])
    expect(data.wayTags[1]).toBe(data.wayTags[0])
    expect([...data.wayOffset]).toEqual([0, 1, 1, 1, 1])
  })

  test('a key named like a property of all objects is a tag like any other', () => {
    const group = way(1, [1, 2], [2, 1], [])
    const data = readPbf(file(blob({ raw: block({ strings: ['', '__proto__', 'constructor'], group }) })))
    expect(Object.entries(data.wayTags[0] ?? {})).toEqual([
      ['__proto__', 'constructor'],
      ['constructor', '__proto__'],
    ])
  })

  test('blocks of unknown types are skipped without being unpacked', () => {
    const index = blob({ type: 'X-Index', raw: new Uint8Array(10) })
    const data = readPbf(file(index, blob({ raw: block({ group: dense({ ids: [1], lats: [1], lons: [1] }) }) })))
    expect(data.nodeIds.length).toBe(1)
  })

  test('a header alone is an empty map', () => {
    expect(readPbf(headerBlob()).nodeIds.length).toBe(0)
  })

  test('progress ends at one, and an aborted signal stops the reading', () => {
    const shares: number[] = []
    const bytes = file(blob({ raw: block({}) }))
    readPbf(bytes, { onProgress: (share) => shares.push(share) })
    expect(shares.at(-1)).toBe(1)
    expect(() => readPbf(bytes, { signal: AbortSignal.abort(new Error('enough')) })).toThrow('enough')
  })
})
