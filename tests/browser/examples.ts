import { factImport, factImportStarted } from '@xiayi/contract/circle-facts'
import { circleList } from '@xiayi/contract/circles'
import { importStarted, placeImport, placeSearchReply } from '@xiayi/contract/places'
import { invitationMade } from '@xiayi/contract/staff'
import { standardList } from '@xiayi/contract/standards'
import { scenarioPage } from '@xiayi/contract/stored-scenarios'
import ExcelJS from 'exceljs'
import { inject, vi } from 'vitest'
import type { SignedIn } from './administrator.ts'
import { ask } from './visitor.ts'

/** What the addresses of the pages name, found in the example county or put there. */
export interface Examples {
  readonly circleId: string
  readonly placeId: string
  readonly standardId: string
  readonly scenarioIds: readonly [string, string]
  /** a checked file of places, not applied */
  readonly importId: string
  /** a checked spreadsheet of facts, not applied */
  readonly factImportId: string
  /** of an open invitation */
  readonly invitation: string
}

/** Looks the ids up, and puts a file, a spreadsheet and an invitation there for the pages that show one. */
export async function findExamples(by: SignedIn): Promise<Examples> {
  const baseUrl = inject('baseUrl')
  const [circles, places, standards, scenarios] = await Promise.all([
    ask(circleList, `${baseUrl}/api/circles`),
    ask(placeSearchReply, `${baseUrl}/api/places/search?q=${encodeURIComponent('药店')}`),
    ask(standardList, `${baseUrl}/api/standards`),
    ask(scenarioPage, `${baseUrl}/api/scenarios`),
  ])
  const circle = first(circles.items)
  const [one, other] = scenarios.items
  if (one === undefined || other === undefined) throw new Error('the example county has no two scenarios')
  const invited = await by.post('invitations', {
    name: '李干事',
    phone: '13900000077',
    role: 'hotline',
    scope: { kind: 'county' },
  })
  return {
    circleId: circle.id,
    placeId: first(places.items).id,
    standardId: first(standards.items).id,
    scenarioIds: [one.id, other.id],
    importId: await checkedShops(by, circle.center),
    factImportId: await checkedFacts(by, circle.id),
    invitation: invitationMade.parse(invited).token,
  }
}

function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new Error('the example county lists nothing')
  return item
}

/** One shop that can be imported and one that cannot. */
async function checkedShops(by: SignedIn, [lon, lat]: readonly [number, number]): Promise<string> {
  const file = [
    '\uFEFF名称,类别,经度,纬度,地址',
    `页面测试店,便利店,${lon},${lat},试验路 1 号`,
    `没有经度的店,便利店,一百一十六,${lat},试验路 2 号`,
    '',
  ].join('\r\n')
  const fields = { kind: 'places', datum: 'wgs84' }
  const { importId } = importStarted.parse(await upload(by, '/api/places/imports', fields, ['商铺普查.csv', file]))
  await isChecked(by, placeImport, `/api/places/imports/${importId}`)
  return importId
}

/** The county's own spreadsheet with one figure of one circle changed. */
async function checkedFacts(by: SignedIn, circleId: string): Promise<string> {
  const reply = await fetch(`${inject('baseUrl')}/api/circles/facts/sheet`, { headers: { cookie: by.cookie } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await reply.arrayBuffer())
  const sheet = book.worksheets[0]
  const keys = sheet?.getRow(3).values
  sheet?.eachRow((row) => {
    if (row.getCell(1).value !== circleId || !Array.isArray(keys)) return
    row.getCell(keys.indexOf('centre.floorAreaM2')).value = 61
    row.getCell(keys.indexOf('#day')).value = '2026-11-21'
  })
  const file = new Uint8Array(await book.xlsx.writeBuffer())
  const started = await upload(by, '/api/circles/fact-imports', { by: '赵某' }, ['登记表.xlsx', file])
  const { importId } = factImportStarted.parse(started)
  await isChecked(by, factImport, `/api/circles/fact-imports/${importId}`)
  return importId
}

async function upload(
  by: SignedIn,
  path: string,
  fields: Readonly<Record<string, string>>,
  [name, content]: readonly [name: string, content: string | Uint8Array<ArrayBuffer>],
): Promise<unknown> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([content]), name)
  const reply = await fetch(`${inject('baseUrl')}${path}`, {
    method: 'POST',
    headers: { cookie: by.cookie },
    body: form,
  })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

async function isChecked(
  by: SignedIn,
  schema: { parse: (value: unknown) => { state: string } },
  path: string,
): Promise<void> {
  await vi.waitFor(
    async () => {
      const reply = await fetch(`${inject('baseUrl')}${path}`, { headers: { cookie: by.cookie } })
      const { state } = schema.parse(await reply.json())
      if (state !== 'checked') throw new Error(`${path} is ${state}`)
    },
    { timeout: 60_000, interval: 500 },
  )
}
