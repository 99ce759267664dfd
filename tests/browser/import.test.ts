import { circleList } from '@xiayi/contract/circles'
import { placeSearchReply } from '@xiayi/contract/places'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, settled, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let centre: readonly [number, number]

beforeAll(async () => {
  browser = await launchBrowser()
  const circles = await ask(circleList, `${baseUrl}/api/circles`)
  centre = circles.items[0]?.center ?? [0, 0]
})
afterAll(() => browser.close())

function table(rows: readonly (readonly (string | number)[])[]) {
  const lines = [['名称', '类别', '经度', '纬度', '地址'], ...rows].map((row) => row.join(','))
  return { name: '商铺普查.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) }
}

async function upload(page: Page, file: ReturnType<typeof table>) {
  await page.goto(`${baseUrl}/office/import`)
  await settled(page)
  await page.getByLabel('要导入的文件').setInputFiles(file)
  // Two shops at the middle of the county say nothing about a datum: the clerk does.
  await page.getByRole('combobox', { name: '坐标系' }).click()
  await page.getByTitle('WGS-84（GPS、OpenStreetMap）').click()
  await page.getByRole('button', { name: '上传并检查' }).click()
  await page.waitForURL(/\/office\/import\/.+/)
  await page.getByText(/文件共/).waitFor({ timeout: 60_000 })
}

function heaps(text: string | null): number[] {
  return [...(text ?? '').matchAll(/(?:文件共|可以导入|已写入|有错误|疑似重复)\s*([\d,]+)/g)].map(([, count]) =>
    Number(count?.replaceAll(',', '')),
  )
}

describe('a clerk imports a spreadsheet of shops', () => {
  test('sees the rows that are wrong, with row, column and what to do; imports the rest; and a resident finds it', async () => {
    const [lon, lat] = centre
    const file = table([
      ['甪直酱园测试店', '便利店', lon.toFixed(6), lat.toFixed(6), '试验路 1 号'],
      ['没有经度的店', '便利店', '一百一十六', lat.toFixed(6), '试验路 2 号'],
    ])
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await upload(page, file)
    const [rows = 0, ...parts] = heaps(await page.locator('.import-counts__sum').textContent())
    expect(rows).toBe(2)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(rows)
    const wrong = page.getByRole('region', { name: '要改的行' })
    const cells = await wrong.locator('tbody tr.ant-table-row').first().locator('td').allTextContents()
    expect(cells[0]).toBe('3')
    expect(cells[1]).toBe('经度')
    expect(cells[4]?.length).toBeGreaterThan(2)
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('已写入').waitFor({ timeout: 60_000 })
    await visitor.open('/search?q=甪直酱园')
    await page.locator('.place-list__words b').first().waitFor()
    expect(await page.locator('.place-list__words b').first().textContent()).toBe('甪直酱园测试店')
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('importing the same file again changes nothing', async () => {
    const [lon, lat] = centre
    const file = table([['一式两份测试店', '便利店', (lon + 0.001).toFixed(6), lat.toFixed(6), '试验路 3 号']])
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await upload(page, file)
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('已写入').waitFor({ timeout: 60_000 })
    await upload(page, file)
    expect(await page.locator('.import-counts').textContent()).toMatch(/没有变化 1/)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('gives an import up, and nothing is written', async () => {
    const [lon, lat] = centre
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await upload(page, table([['半途而废测试店', '便利店', (lon - 0.001).toFixed(6), lat.toFixed(6), '试验路 4 号']]))
    await page.getByRole('button', { name: '放弃' }).click()
    await page.getByText('已取消').waitFor()
    const found = await ask(placeSearchReply, `${baseUrl}/api/places/search?q=${encodeURIComponent('半途而废')}`)
    expect(found.items.filter(({ name }) => name === '半途而废测试店')).toEqual([])
    await visitor.leave()
  })

  test('a file that cannot be read is refused with a reason', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await page.goto(`${baseUrl}/office/import`)
    await settled(page)
    await page
      .getByLabel('要导入的文件')
      .setInputFiles({ name: '坏文件.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('not a sheet') })
    await page.getByRole('button', { name: '上传并检查' }).click()
    const notice = page.getByRole('alert')
    await notice.waitFor({ timeout: 60_000 })
    expect((await notice.textContent())?.length).toBeGreaterThan(10)
    await visitor.leave()
  })
})
