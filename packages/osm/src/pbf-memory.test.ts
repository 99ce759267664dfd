import { describe, expect, test } from 'vitest'
import { OsmFormatError } from './osm-format-error.ts'
import { block, dense, file, message, zlibBlob } from './pbf-file-for-tests.ts'
import { readPbf } from './read-pbf.ts'

const MIB = 1024 * 1024

/** The sentence of the refusal, empty when the file was read; fails when reading takes half a gigabyte more. */
function readWithin512MiB(bytes: Uint8Array): string {
  const before = process.memoryUsage.rss()
  try {
    readPbf(bytes)
    return ''
  } catch (error) {
    if (error instanceof OsmFormatError) return `${error.code}: ${error.message}`
    throw error
  } finally {
    expect(process.memoryUsage.rss() - before).toBeLessThan(512 * MIB)
  }
}

/** The bytes again and again, up to twelve megabytes, of the thirty-two that a blob may hold. */
function repeated(...piece: number[]): Uint8Array {
  const bytes = new Uint8Array(12 * MIB - ((12 * MIB) % piece.length))
  for (let i = 0; i < bytes.length; i += piece.length) bytes.set(piece, i)
  return bytes
}

function field(number: number, bytes: Uint8Array): Uint8Array {
  return message((pbf) => pbf.writeBytesField(number, bytes))
}

/** One block with a table of strings, then these fields as they are. */
function withFields(fields: Uint8Array): Uint8Array {
  return file(zlibBlob(Buffer.concat([block({}), fields])))
}

describe('small files that would fill the memory', () => {
  test('six million strings are refused', () => {
    expect(readWithin512MiB(withFields(field(1, repeated(0x0a, 0))))).toMatch(/^malformed: .*table of 6291456 strings/)
  }, 60_000)

  test('six million empty groups are passed over', () => {
    expect(readWithin512MiB(withFields(repeated(0x12, 0)))).toBe('')
  }, 60_000)

  test('a million columns of one node are copied together', () => {
    const nodes = repeated(0x12, 9, 0x0a, 1, 2, 0x42, 1, 2, 0x4a, 1, 2)
    expect(readWithin512MiB(withFields(field(2, nodes)))).toBe('')
  }, 60_000)

  test('three million ways without nodes or tags cost three numbers each', () => {
    const ways = withFields(field(2, repeated(0x1a, 2, 0x08, 1)))
    expect(readWithin512MiB(ways)).toBe('')
    expect(() => readPbf(ways, { limits: { maxMemoryBytes: 150 * MIB } })).toThrow(/150 MiB/)
  }, 60_000)

  test('a million ways with tags like no other are counted for what they cost', () => {
    const count = 1_000_000
    const tables = Buffer.alloc(2 * (count + 2))
    for (let i = 0; i < tables.length; i += 2) tables[i] = 0x0a
    const ways = Buffer.alloc(12 * count)
    for (let i = 0; i < count; i++) {
      const value = i + 2
      ways.set([0x1a, 10, 0x08, 1, 0x12, 1, 1, 0x1a, 3, value | 128, (value >> 7) | 128, value >> 14], 12 * i)
    }
    const bytes = file(zlibBlob(Buffer.concat([field(1, tables), field(2, ways)])))
    expect(readWithin512MiB(bytes)).toBe('')
    expect(() => readPbf(bytes, { limits: { maxMemoryBytes: 100 * MIB } })).toThrow(/100 MiB/)
  }, 60_000)

  test('a way of twelve million nodes is sized before it is made', () => {
    const way = Buffer.concat([Buffer.from([0x08, 1]), field(8, repeated(2))])
    const bytes = withFields(field(2, field(3, way)))
    expect(readWithin512MiB(bytes)).toBe('')
    expect(() => readPbf(bytes, { limits: { maxMemoryBytes: 50 * MIB } })).toThrow(/50 MiB/)
  }, 60_000)

  test('a relation of ten million members is refused before they are made', () => {
    const members = repeated(2).subarray(0, 10_000_000)
    const roles = new Uint8Array(members.length)
    const relation = Buffer.concat([Buffer.from([0x08, 1]), field(8, roles), field(9, members), field(10, roles)])
    expect(readWithin512MiB(withFields(field(2, field(4, relation))))).toMatch(/^too-large/)
  }, 60_000)

  test('a hundred million nodes in a file of two megabytes are refused', () => {
    const ones = Array.from({ length: 1_000_000 }, () => 1)
    const zeros = Array.from({ length: 1_000_000 }, () => 0)
    const one = zlibBlob(block({ group: dense({ ids: ones, lats: zeros, lons: zeros }) }))
    expect(one.length).toBeLessThan(20_000)
    expect(readWithin512MiB(file(...Array.from({ length: 100 }, () => one)))).toMatch(/^too-large/)
  }, 60_000)

  test('seven hundred megabytes of legal nothing in less than one are refused early', () => {
    // Field 100 of no length: a reader must skip it, and it packs a thousandfold.
    const one = zlibBlob(repeated(0xa2, 0x06, 0))
    const started = performance.now()
    expect(readWithin512MiB(file(...Array.from({ length: 60 }, () => one)))).toMatch(
      /^too-large: The file unpacks to more/,
    )
    expect(performance.now() - started).toBeLessThan(60_000)
  }, 60_000)
})
