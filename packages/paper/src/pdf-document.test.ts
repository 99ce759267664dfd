import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { expect, test } from 'vitest'
import type { Block, PaperMeta } from './document.ts'
import { printPdf } from './pdf-document.ts'

const meta: PaperMeta = {
  title: '东环生活圈评价报告',
  owner: '夏邑县',
  source: '示例数据：夏邑县示例县',
  date: '数据第 7 版',
  speed: '成人步速 1.2 米/秒',
  isExample: true,
  createdAt: new Date('2026-11-25T02:00:00Z'),
}

async function pagesOf(blocks: readonly Block[]): Promise<string[]> {
  const bytes = await printPdf({ meta, blocks })
  return (await extractText(new Uint8Array(bytes))).text
}

const table = (rows: number): Block => ({
  kind: 'table',
  columns: [
    { title: '名称列', width: 3 },
    { title: '数字列', width: 1, align: 'right' },
  ],
  rows: Array.from({ length: rows }, (_, i) => [`第${i + 1}行`, String(1000 + i)]),
})

test('every page says whose it is, from what, from when, at what speed, which page of how many, and that it is an example', async () => {
  const pages = await pagesOf([table(120)])
  expect(pages.length).toBeGreaterThan(2)
  pages.forEach((page, i) => {
    const text = page.replace(/\s+/g, '')
    expect(text).toContain(`第${i + 1}页共${pages.length}页`)
    for (const part of ['夏邑县', '来源：示例数据：夏邑县示例县', '数据第7版', '成人步速1.2米/秒', '示例数据'])
      expect(text).toContain(part)
  })
})

test('a table that breaks repeats its head, loses no row, and never leaves one row alone', async () => {
  for (let rows = 20; rows <= 75; rows++) {
    const pages = await pagesOf([{ kind: 'heading', level: 1, text: '一张表' }, table(rows)])
    const perPage = pages.map((page) => [...page.matchAll(/第(\d+)行/g)].map(([, row]) => Number(row)))
    expect(perPage.flat()).toEqual(Array.from({ length: rows }, (_, i) => i + 1))
    for (const found of perPage) expect(found.length, `${rows} rows`).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('名称列')
  }
})

test('a heading stands with the first rows of its table, also when a text lies between', async () => {
  for (let rows = 24; rows <= 40; rows++) {
    const pages = await pagesOf([
      table(rows),
      { kind: 'heading', level: 2, text: '独立标题' },
      { kind: 'text', text: '说明文字', tone: 'soft' },
      { ...table(3), kind: 'table', columns: [{ title: '后一张表', width: 1 }], rows: [['甲甲'], ['乙乙'], ['丙丙']] },
    ])
    const page = pages.find((each) => each.includes('独立标题'))
    expect(page).toContain('甲甲')
    expect(page).toContain('乙乙')
  }
})

test('rare characters, numbers and units are read back as they were written', async () => {
  const [page = ''] = await pagesOf([{ kind: 'text', text: '𠮷祥里䶮王府：1,234 / 9,876 人，占 12.4%，1.25 km²' }])
  expect(page).toContain('𠮷祥里䶮王府：1,234 / 9,876 人，占 12.4%，1.25 km²')
})

test('the file knows its title, and headings are bookmarks', async () => {
  const bytes = new Uint8Array(
    await printPdf({
      meta,
      blocks: [
        { kind: 'heading', level: 1, text: '目标' },
        { kind: 'text', text: '一' },
        { kind: 'heading', level: 2, text: '各等级的生活圈' },
        { kind: 'text', text: '二' },
      ],
    }),
  )
  const document = await getDocumentProxy(bytes)
  const { info } = await getMeta(document)
  expect(info).toMatchObject({ Title: '东环生活圈评价报告', Author: '夏邑县', Language: 'zh-CN' })
  const outline = await document.getOutline()
  expect(outline.map(({ title, items }) => [title, items.map((item: { title: string }) => item.title)])).toEqual([
    ['目标', ['各等级的生活圈']],
  ])
})

test('fonts are cut to what is used', async () => {
  const bytes = await printPdf({ meta, blocks: [{ kind: 'text', text: '短短一页' }] })
  expect(bytes.length).toBeLessThan(60_000)
})
