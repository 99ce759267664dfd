import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { blob, block, file, message } from '@xiayi/osm/pbf-file-for-tests'
import { describe, expect, test } from 'vitest'
import { importCounties } from './import-counties-for-tests.ts'
import { startImport } from './imports.service.ts'
import { type ZipPart, zipOf } from './zip-for-tests.ts'

/**
 * Files that are small on the wire and as large inside as they are told of, through the real reading process with its caps.
 * A deflate stream may be repeated block by block, so none of them has to be made at its full size.
 */
const MIB = 1024 * 1024

const counties = importCounties()

/** The text over and over, deflated: `times` whole blocks and the end of the stream. */
function repeated(text: string | Buffer, times: number, before = '', after = ''): Buffer {
  const flushed = (part: string | Buffer) => deflateRawSync(part, { finishFlush: constants.Z_FULL_FLUSH })
  const middle = flushed(text)
  return Buffer.concat([
    flushed(before),
    ...Array.from({ length: times }, () => middle),
    deflateRawSync(after, { finishFlush: constants.Z_FINISH }),
  ])
}

const WORKBOOK: readonly ZipPart[] = [
  {
    name: 'xl/workbook.xml',
    content: Buffer.from(
      '<workbook xmlns:r="r"><sheets><sheet name="网点" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: Buffer.from('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
  },
]

const HEADER =
  '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>名称</t></is></c><c t="inlineStr"><is><t>类别</t></is></c><c t="inlineStr"><is><t>经度</t></is></c><c t="inlineStr"><is><t>纬度</t></is></c></row>'
const FOOTER = '</sheetData></worksheet>'

/** A workbook whose sheet is `text` many times. @param claims bytes that the directory says it has, when it lies */
function workbook(text: string | Buffer, times: number, claims?: number): Buffer {
  const size = Buffer.byteLength(HEADER) + Buffer.byteLength(text) * times + Buffer.byteLength(FOOTER)
  const packed = repeated(text, times, HEADER, FOOTER)
  return zipOf([
    ...WORKBOOK,
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(0), packed, claims: { size: claims ?? size } },
  ])
}

/** About a mebibyte of rows that shrink to a fiftieth, as rows of a real list hardly do. */
const ROWS = Array.from(
  { length: 9000 },
  (_, i) =>
    `<row><c t="inlineStr"><is><t>店${i % 100}</t></is></c><c><v>${i % 10}</v></c><c><v>116.1</v></c><c><v>34.2</v></c></row>`,
).join('')
const SPACES = Buffer.alloc(MIB, ' ')

/** A PBF block of 10 million nodes that differ by one: the largest a file may have, some 30 kB packed. */
function manyNodes(): Uint8Array {
  const count = 10_000_000
  const raw = block({
    strings: [''],
    group: (pbf) => {
      const nodes = message((dense) => {
        dense.writeBytesField(1, Buffer.alloc(count, 2))
        dense.writeBytesField(8, Buffer.alloc(count, 2))
        dense.writeBytesField(9, Buffer.alloc(count, 2))
      })
      pbf.writeBytesField(2, nodes)
    },
  })
  return blob({ zlib: deflateSync(raw), rawSize: raw.length })
}

/** The same size of something that a reader has to skip. */
function skipped(): Uint8Array {
  const raw = message((pbf) => {
    pbf.writeBytesField(15, Buffer.alloc(31 * MIB))
  })
  return blob({ zlib: deflateSync(raw), rawSize: raw.length })
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const gzip = (deflated: Buffer) => Buffer.concat([gzipSync('').subarray(0, 10), deflated, Buffer.alloc(8)])

interface Bomb {
  readonly kind?: string
  readonly bytes: () => Buffer
  /** bytes on the wire, at most */
  readonly most: number
  readonly code: string
  readonly words: RegExp
}

const BOMBS: Readonly<Record<string, Bomb>> = {
  'a workbook of 270 MB of rows': {
    bytes: () => workbook(ROWS, 270),
    most: 8 * MIB,
    code: 'import-limits',
    words: /解开后有 \d+ MB/,
  },
  'a workbook of 1 GiB of spaces': {
    bytes: () => workbook(SPACES, 1024),
    most: 2 * MIB,
    code: 'import-limits',
    words: /解开后有 10\d\d MB/,
  },
  'a workbook of 1 GiB of spaces that says it has 1 MB': {
    bytes: () => workbook(SPACES, 1024, MIB),
    most: 2 * MIB,
    code: 'import-format',
    words: /内容与目录不符/,
  },
  'a workbook of 180 MB of rows, which an archive may have': {
    bytes: () => workbook(ROWS, 180),
    most: 8 * MIB,
    code: 'import-limits',
    words: /内存超过 512 MB/,
  },
  'a workbook with something in its last cell': {
    bytes: () => workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 1),
    most: MIB,
    code: 'import-limits',
    words: /第 1048576 行的第 16384 列/,
  },
  'a workbook with 70,000 entries': {
    bytes: () =>
      zipOf([...WORKBOOK, ...Array.from({ length: 70_000 }, (_, i) => ({ name: `x/${i}`, content: Buffer.alloc(0) }))]),
    most: 12 * MIB,
    code: 'import-limits',
    words: /70002 个部分/,
  },
  'a list with a line of 60 MB': {
    bytes: () => Buffer.concat([Buffer.from('名称,类别,经度,纬度\n'), Buffer.alloc(60 * MIB, 'x')]),
    most: 61 * MIB,
    code: 'import-limits',
    words: /第 2 行超过 1 MB/,
  },
  'a list of 200,000 columns': {
    bytes: () => Buffer.from(`${times(200_000, 'x').join(',')}\n`),
    most: 2 * MIB,
    code: 'import-limits',
    words: /200000 列/,
  },
  'a list of 60 MB of brackets': {
    bytes: () => Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":'), Buffer.alloc(60 * MIB, '[')]),
    most: 61 * MIB,
    code: 'import-',
    words: /./,
  },
  'a map of 2 GB of nodes': {
    kind: 'osm',
    bytes: () => Buffer.from(file(...times(70, manyNodes()))),
    most: 3 * MIB,
    code: 'import-limits',
    words: /内存超过 512 MB|太大/,
  },
  'a map of 2 GB of nothing that anybody reads': {
    kind: 'osm',
    bytes: () => Buffer.from(file(...times(66, skipped()))),
    most: 3 * MIB,
    code: 'import-limits',
    words: /太大/,
  },
  'a map whose block says it has 2 GB': {
    kind: 'osm',
    bytes: () => Buffer.from(file(blob({ zlib: deflateSync(Buffer.alloc(MIB)), rawSize: 2 ** 31 - 1 }))),
    most: MIB,
    code: 'import-',
    words: /./,
  },
  'a packed map of 1 GiB of spaces': {
    kind: 'osm',
    bytes: () => gzip(repeated(SPACES, 1024, '<osm version="0.6">', '</osm>')),
    most: 2 * MIB,
    code: 'import-limits',
    words: /太大/,
  },
}

describe('a file that is larger than it looks is refused, and the server goes on:', () => {
  test.each(Object.entries(BOMBS))(
    '%s',
    async (_, { kind = 'places', bytes, most, code, words }) => {
      const { county, client } = await counties.fresh()
      const { app, services } = counties.server()
      const given = bytes()
      expect(given.length).toBeLessThan(most)
      const failed = await client.check({ kind, bytes: given, fileName: 'x' })
      expect(failed).toMatchObject({ state: 'failed', problem: { code: expect.stringContaining(code) } })
      expect(failed.problem?.detail).toMatch(words)
      expect(await client.rows(failed.id)).toEqual([])
      expect(await county.db.selectFrom('place').select('id').execute()).toEqual([])
      expect(await county.db.selectFrom('network').select('version').execute()).toEqual([])
      // The folder goes after the failure is told.
      await expect
        .poll(() => readdir(join(services.config.dataDir, 'imports', county.code)), { timeout: 10_000 })
        .toEqual([])
      expect((await app.inject('/healthz')).statusCode).toBe(200)
    },
    30_000,
  )

  test('1 GiB of spaces on the wire, of which nothing stays', async () => {
    const { county } = await counties.fresh()
    const { services } = counties.server()
    const spaces = Readable.from(times(1024, SPACES), { objectMode: false })
    await expect(
      startImport(services, county, { from: { stream: spaces }, fileName: '空格.csv', kind: 'places' }),
    ).rejects.toMatchObject({ code: 'payload-too-large' })
    expect(await county.db.selectFrom('place_import').select('id').execute()).toEqual([])
    const kept = await readdir(join(services.config.dataDir, 'files', county.code), { recursive: true })
    expect(kept.filter((name) => name.includes('incoming/'))).toEqual([])
  }, 30_000)
})
