import { deflateSync } from 'node:zlib'
import { array, assert, constantFrom, integer, nat, property, tuple, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OsmFormatError } from './osm-format-error.ts'
import { blob, block, dense, file, headerBlob, message, way, zlibBlob } from './pbf-file-for-tests.ts'
import type { ReadOptions } from './read-options.ts'
import { readPbf } from './read-pbf.ts'
import { hasExtract, readExtract } from './shared-data-for-tests.ts'

function refusal(bytes: Uint8Array, options?: ReadOptions): OsmFormatError {
  try {
    readPbf(bytes, options)
  } catch (error) {
    if (error instanceof OsmFormatError) return error
    throw error
  }
  throw new Error('the file was read')
}

const good = file(
  zlibBlob(
    block({
      strings: ['', 'highway', 'footway', 'name', '健康路'],
      group: dense({
        ids: [1, 1, 1],
        lats: [342_400_000, 100, 100],
        lons: [1_161_300_000, 0, 100],
        keysValues: [0, 1, 2, 0, 0],
      }),
    }),
  ),
  zlibBlob(block({ strings: ['', 'highway', 'footway'], group: way(5, [1], [2], [1, 1, 1]) })),
)

const onePoint = { ids: [1], lats: [1], lons: [1] }
const data = (raw: Uint8Array) => file(blob({ raw }))
const bomb = deflateSync(new Uint8Array(40 * 1024 * 1024))

const cases: readonly [string, Uint8Array, string, RegExp][] = [
  ['an empty file', new Uint8Array(0), 'truncated', /ends inside the length/],
  ['a header length of 0x7fffffff', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0]), 'not-osm', /2147483647 bytes/],
  [
    'a second header length of 0x7fffffff',
    Buffer.concat([good, Buffer.from([0x7f, 0xff, 0xff, 0xff])]),
    'malformed',
    /2147483647.*block 3/,
  ],
  ['a file that is no PBF', Buffer.from('\0\0\0\x06hello, world'), 'malformed', /./],
  ['a first block that is no header', blob({ raw: block({}) }), 'not-osm', /does not begin with an OSMHeader/],
  [
    'a blob longer than the format allows',
    file(blob({ claimedLength: 2 ** 31 - 1 })),
    'malformed',
    /more than the 33554432 allowed/,
  ],
  [
    'a blob that is longer than the file',
    file(blob({ raw: block({}), claimedLength: 5000 })),
    'truncated',
    /ends inside a block/,
  ],
  [
    'a zlib bomb that tells its size',
    file(blob({ zlib: bomb, rawSize: 40 * 1024 * 1024 })),
    'malformed',
    /at most 33554432/,
  ],
  [
    'a zlib bomb that lies about its size',
    file(blob({ zlib: bomb, rawSize: 100 })),
    'malformed',
    /unpacks to more than it says/,
  ],
  [
    'a block that unpacks to less than it says',
    file(blob({ zlib: deflateSync(block({})), rawSize: 500 })),
    'malformed',
    /less than it says/,
  ],
  [
    'damaged zlib data',
    file(blob({ zlib: new Uint8Array(50).fill(7), rawSize: 50 })),
    'malformed',
    /cannot be unpacked/,
  ],
  ['a blob without data', file(blob({})), 'malformed', /holds no data/],
  ['LZMA', file(blob({ other: [4, new Uint8Array(3)] })), 'unsupported', /LZMA/],
  ['LZ4', file(blob({ other: [6, new Uint8Array(3)] })), 'unsupported', /LZ4/],
  ['Zstandard', file(blob({ other: [7, new Uint8Array(3)] })), 'unsupported', /Zstandard/],
  [
    'an unknown required feature',
    headerBlob(['OsmSchema-V0.6', 'HistoricalInformation']),
    'unsupported',
    /HistoricalInformation/,
  ],
  ['a varint that never ends', data(Buffer.alloc(40, 0xff)), 'malformed', /longer than ten bytes/],
  [
    'an id beyond 2^53',
    data(block({ group: dense({ ...onePoint, ids: [2 ** 60] }) })),
    'malformed',
    /larger than 2\^53/,
  ],
  [
    'a latitude of 91 degrees',
    data(block({ group: dense({ ...onePoint, lats: [910_000_000] }) })),
    'malformed',
    /nowhere on earth/,
  ],
  [
    'a longitude of 181 degrees',
    data(block({ group: dense({ ...onePoint, lons: [1_810_000_000] }) })),
    'malformed',
    /nowhere on earth/,
  ],
  [
    'fewer latitudes than ids',
    data(block({ group: dense({ ids: [1, 1], lats: [1], lons: [1, 1] }) })),
    'malformed',
    /./,
  ],
  [
    'more latitudes than ids',
    data(block({ group: dense({ ids: [1], lats: [1, 1], lons: [1] }) })),
    'malformed',
    /differ in length/,
  ],
  [
    'a tag whose string is not in the table',
    data(block({ group: dense({ ...onePoint, keysValues: [9, 9, 0] }) })),
    'malformed',
    /String 9/,
  ],
  [
    'lists of tags for more nodes than there are',
    data(block({ strings: ['', 'a'], group: dense({ ...onePoint, keysValues: [0, 1, 1, 0] }) })),
    'malformed',
    /more lists of tags/,
  ],
  [
    'more keys than values',
    data(block({ strings: ['', 'a'], group: way(1, [1, 1], [1], []) })),
    'malformed',
    /more keys than values/,
  ],
  [
    'more values than keys',
    data(block({ strings: ['', 'a'], group: way(1, [1], [1, 1], []) })),
    'malformed',
    /more values than keys/,
  ],
  ['a granularity of zero', data(block({ granularity: 0, group: dense(onePoint) })), 'malformed', /granularity 0/],
  [
    'a field that runs past the end',
    data(
      message((pbf) => {
        pbf.writeTag(2, 2)
        pbf.writeVarint(1e6)
      }),
    ),
    'malformed',
    /past the end/,
  ],
]

describe('a hostile .osm.pbf file', () => {
  test.each(cases)('%s is refused with a sentence', (_, bytes, code, sentence) => {
    const error = refusal(bytes)
    expect(error.message).toMatch(sentence)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(/\.$/)
    expect(error.offset).toBeTypeOf('number')
  })

  test("limits are the caller's: a file one element larger is refused", () => {
    expect(readPbf(good, { limits: { maxElements: 4 } }).nodeIds.length).toBe(3)
    expect(refusal(good, { limits: { maxElements: 3 } }).code).toBe('too-large')
  })

  test('cut anywhere, a file is refused or ends with a whole block', () => {
    const whole = new Set([headerBlob().length, good.length])
    let refused = 0
    for (let length = 0; length < good.length; length++) {
      if (whole.has(length)) continue
      try {
        readPbf(good.subarray(0, length))
      } catch (error) {
        expect(error).toBeInstanceOf(OsmFormatError)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(good.length - 5)
  })

  test('whatever bits are flipped, a file is read or refused, and nothing else happens', () => {
    const raw = file(blob({ raw: block({ strings: ['', 'a', 'b'], group: way(5, [1], [2], [1, 1, 1]) }) }))
    assert(
      property(
        constantFrom(good, raw),
        array(tuple(nat(), integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 6 }),
        (bytes, flips) => {
          const copy = Uint8Array.from(bytes)
          for (const [at, bit] of flips) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << bit)
          try {
            readPbf(copy)
          } catch (error) {
            if (!(error instanceof OsmFormatError)) throw error
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('random bytes behind a good header are refused or read', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          readPbf(file(blob({ raw: bytes })))
        } catch (error) {
          if (!(error instanceof OsmFormatError)) throw error
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe.skipIf(!hasExtract('monaco_osrm.osm.pbf'))('Monaco, damaged (skipped without ../shared/data)', () => {
  test('cut at forty places it is refused each time', () => {
    const bytes = readExtract('monaco_osrm.osm.pbf')
    for (let i = 1; i <= 40; i++) {
      const cut = Math.floor((bytes.length * i) / 41)
      const error = refusal(bytes.subarray(0, cut))
      expect(error.code).toBe('truncated')
      expect(error.block).toBeTypeOf('number')
    }
  }, 60_000)

  test('with bits flipped it is read or refused', () => {
    const bytes = readExtract('monaco_osrm.osm.pbf')
    assert(
      property(array(nat({ max: bytes.length - 1 }), { minLength: 1, maxLength: 4 }), (places) => {
        const copy = Uint8Array.from(bytes)
        for (const at of places) copy[at] = (copy[at] ?? 0) ^ 0x10
        try {
          readPbf(copy)
        } catch (error) {
          if (!(error instanceof OsmFormatError)) throw error
        }
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
