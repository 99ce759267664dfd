import { circleList, circleReply, countySummary, gapPage, walkshedCollection } from '@xiayi/contract/circles'
import { figureWords } from '@xiayi/ui/figure-words'
import { countWords, percentWords, shareWords } from '@xiayi/ui/format'
import { targetWords } from '@xiayi/ui/target-words'
import exceljs from 'exceljs'
import { sql } from 'kysely'
import { extractText } from 'unpdf'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { EXAMPLE_COUNTY } from '../../app/seed.ts'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { readZip } from './read-zip-for-tests.ts'
import { made } from './report-client-for-tests.ts'

/** What is printed is read back from the files and held against the API's replies, number by number. */
// Printing is a process of its own: on a machine under load it waits its turn.
vi.setConfig({ testTimeout: 60_000 })

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
  // The 14 circles of the county's town are enough to print: its villages are no longer drawn.
  await sql`update area set retired_at = now() where kind = 'community' and not is_urban`.execute(app.county.db)
  await sql`update place_revision set revision = revision + 1`.execute(app.county.db)
}, 120_000)
afterAll(() => app.close())

async function get<T>(schema: z.ZodType<T>, url: string): Promise<T> {
  return schema.parse((await app.app.inject({ method: 'GET', url })).json())
}

const bare = (text: string) => text.replace(/\s+/g, '')

async function pdfText(bytes: Buffer): Promise<string[]> {
  return (await extractText(new Uint8Array(bytes))).text.map(bare)
}

async function docxText(bytes: Buffer): Promise<string> {
  const xml = (await readZip(bytes)).get('word/document.xml')?.toString('utf8') ?? ''
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, part = '']) => part).join('')
  return bare(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

async function urbanCircle() {
  const { items } = await get(circleList, '/api/circles')
  const found = items.find((circle) => circle.isUrban && circle.failed > 0)
  if (found === undefined) throw new Error('the example county has an urban circle with a gap')
  return get(circleReply, `/api/circles/${found.id}`)
}

/** Every figure that the circle page shows, in the words of the screen. */
async function wordsOfCircle(circle: Awaited<ReturnType<typeof urbanCircle>>): Promise<string[]> {
  const { evaluation } = circle
  if (evaluation === null) throw new Error('evaluated')
  const walkshed = await get(walkshedCollection, `/api/circles/${circle.id}/walkshed`)
  const gaps = (await get(gapPage, '/api/circles/gaps?limit=500')).items.filter((gap) => gap.circleId === circle.id)
  return [
    circle.name,
    `${countWords(evaluation.residents)} 人`,
    `其中 ${countWords(evaluation.residentsOffNetwork)} 人附近没有步行路`,
    `${evaluation.passed} 条达标`,
    `未达标 ${evaluation.failed}，说不准 ${evaluation.unknown}`,
    ...walkshed.features.map(({ properties }) =>
      properties.minutes === 15 ? `范围内住着 ${countWords(properties.residents)} 人` : '',
    ),
    ...gaps.slice(0, 5).map((gap) => shareWords(gap.peopleAffected, gap.residents, '人')),
    ...evaluation.clauses.flatMap((clause) => {
      const words = clause.figure === null ? null : figureWords({ figure: clause.figure, ruleKind: clause.ruleKind })
      return [
        clause.title,
        words?.main ?? '',
        words?.base ?? '',
        words?.goal ?? '',
        ...(clause.verified ? [] : ['未核验']),
      ]
    }),
  ]
    .filter((text) => text !== '' && text !== '—')
    .map(bare)
}

test('a circle’s PDF: one page that says it all, then every clause with the numbers of the screen', async () => {
  const circle = await urbanCircle()
  const { bytes, report } = await made(app, { kind: 'circle', subjectId: circle.id, format: 'pdf' })
  const pages = await pdfText(bytes)
  const text = pages.join('')
  for (const words of await wordsOfCircle(circle)) expect(text).toContain(words)
  for (const part of ['缺什么，补什么', '步行范围和网点', '示例数据']) expect(pages[0]).toContain(bare(part))
  expect(pages[1]).toContain('条款')
  expect(pages[0]).toContain(`数据第${report.revision}版`)
  const walkshed = await get(walkshedCollection, `/api/circles/${circle.id}/walkshed`)
  for (const { properties } of walkshed.features) expect(pages[0]).toContain(`${countWords(properties.residents)}人`)
})

test('a circle’s .docx says the same', async () => {
  const circle = await urbanCircle()
  const { bytes } = await made(app, { kind: 'circle', subjectId: circle.id, format: 'docx' })
  const text = await docxText(bytes)
  for (const words of await wordsOfCircle(circle)) expect(text).toContain(words)
  const parts = await readZip(bytes)
  expect([...parts.keys()].filter((name) => name.startsWith('word/media/')).length).toBeGreaterThan(3)
})

test('the county’s PDF and .docx: targets with denominators and dates, tiers, ranking, gaps, a page for each circle', async () => {
  const summary = await get(countySummary, '/api/circles/summary')
  const { items } = await get(circleList, '/api/circles')
  const gaps = (await get(gapPage, '/api/circles/gaps?limit=30')).items
  const words = [
    ...summary.targets.flatMap((target) => {
      const said = targetWords(target)
      return [
        target.title,
        said.main,
        said.base ?? '',
        said.goal,
        target.finding,
        `${target.denominatorLabel}：${countWords(target.denominator)}`,
      ]
    }),
    ...summary.tiers.map((tier) => shareWords(tier.circles, summary.circles, '个')),
    shareWords(summary.withoutTier, summary.circles, '个'),
    ...items.flatMap((circle) => [
      circle.name,
      `${circle.passed} / ${circle.failed} / ${circle.unknown}`,
      countWords(circle.residents ?? 0),
    ]),
    ...gaps.map((gap) => shareWords(gap.peopleAffected, gap.residents, '人')),
  ].map(bare)
  const pdf = await made(app, { kind: 'county', format: 'pdf' })
  const pages = await pdfText(pdf.bytes)
  const text = pages.join('')
  for (const each of words) expect(text).toContain(each)
  expect(pages.filter((page) => page.includes('步行范围和网点') || page.includes('附近没有步行路'))).not.toHaveLength(0)
  for (const circle of items)
    expect(
      pages.filter(
        (page) =>
          page.includes(bare(`${countWords(circle.residents ?? 0)} 人`)) &&
          page.includes(bare(circle.name)) &&
          page.includes('条达标'),
      ).length,
    ).toBeGreaterThan(0)
  const docx = await docxText((await made(app, { kind: 'county', format: 'docx' })).bytes)
  for (const each of words) expect(docx).toContain(each)
}, 120_000)

test('the workbook holds the API’s numbers as numbers, with their formats and what they mean', async () => {
  const { bytes } = await made(app, { kind: 'county', format: 'xlsx' })
  const book = new exceljs.Workbook()
  await book.xlsx.load(z.custom<exceljs.Buffer>().parse(bytes))
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
    '说明',
    '生活圈',
    '条款',
    '目标',
    '等级',
    '短板',
    '评价记录',
    '步行范围',
  ])
  const rowsOf = (name: string) => {
    const rows: exceljs.CellValue[][] = []
    book.getWorksheet(name)?.eachRow((row, at) => {
      if (at > 1 && Array.isArray(row.values)) rows.push(row.values.slice(1))
    })
    return rows
  }
  const { items } = await get(circleList, '/api/circles')
  const circles = rowsOf('生活圈')
  expect(circles).toHaveLength(items.length)
  for (const item of items) {
    const row = circles.find((each) => each[15] === item.id)
    expect(row?.slice(6, 7).concat(row.slice(8, 11))).toEqual([item.residents, item.passed, item.failed, item.unknown])
  }
  const clauses = rowsOf('条款')
  for (const item of items.slice(0, 8)) {
    const { evaluation } = await get(circleReply, `/api/circles/${item.id}`)
    const own = clauses.filter((row) => row[0] === item.name)
    expect(own).toHaveLength(evaluation?.clauses.length ?? 0)
    for (const clause of evaluation?.clauses ?? []) {
      const row = own.find((each) => each[2] === clause.clauseId)
      const { numerator, denominator, value, threshold } = clause.figure ?? {}
      expect([row?.[5], row?.[6], row?.[7], row?.[9]].map((cell) => cell ?? null)).toEqual([
        numerator ?? null,
        denominator ?? null,
        value ?? null,
        threshold ?? null,
      ])
    }
  }
  const gaps = (await get(gapPage, '/api/circles/gaps?limit=500')).items
  expect(rowsOf('短板').map((row) => row.slice(0, 4))).toEqual(
    gaps.map((gap) => [gap.circleName, gap.title, gap.peopleAffected, gap.residents]),
  )
  const { targets } = await get(countySummary, '/api/circles/summary')
  expect(rowsOf('目标').map((row) => [row[1] ?? null, row[2], row[3] ?? null, row[4]])).toEqual(
    targets.map((target) => [target.numerator, target.denominator, target.value, target.goal]),
  )
  expect(book.getWorksheet('短板')?.getColumn(3).numFmt).toBe('#,##0')
  expect(JSON.stringify(rowsOf('说明'))).toMatch(/示例数据.*分子和分母.*未核验/s)
})

test('the GeoJSON is WGS84, carries the figures and says what it is', async () => {
  const { bytes } = await made(app, { kind: 'county', format: 'geojson' })
  const collection = z
    .object({
      type: z.literal('FeatureCollection'),
      metadata: z.object({
        isExample: z.literal(true),
        revision: z.number(),
        crs: z.literal('OGC:CRS84'),
        source: z.string(),
        standardVersion: z.string(),
      }),
      features: z.array(
        z.object({
          geometry: z.object({ coordinates: z.unknown() }),
          properties: z.object({
            circleId: z.string(),
            passed: z.number(),
            circleResidents: z.number(),
            is_example: z.literal(true),
          }),
        }),
      ),
    })
    .parse(JSON.parse(bytes.toString('utf8')))
  const { items } = await get(circleList, '/api/circles')
  for (const { properties } of collection.features) {
    const item = items.find((circle) => circle.id === properties.circleId)
    expect([properties.passed, properties.circleResidents]).toEqual([item?.passed, item?.residents])
  }
  expect(new Set(collection.features.map(({ properties }) => properties.circleId)).size).toBe(items.length)
})

test('the A3 map has title, legend, scale, north, source, date and the example mark, and the tiers’ counts of the screen', async () => {
  const { bytes } = await made(app, { kind: 'map', format: 'pdf' })
  const [text = ''] = await pdfText(bytes)
  const summary = await get(countySummary, '/api/circles/summary')
  for (const part of [
    '夏邑县十五分钟生活圈等级图',
    '图例',
    '1:',
    '比例尺',
    '北',
    '来源：',
    '数据第',
    '示例数据',
    '米/秒',
  ])
    expect(text).toContain(bare(part))
  for (const tier of summary.tiers) expect(text).toContain(`${tier.name}${tier.circles}个`)
  for (const target of summary.targets) expect(text).toContain(bare(targetWords(target).main))
  expect(percentWords(1, 1)).toBe('100%')
})
