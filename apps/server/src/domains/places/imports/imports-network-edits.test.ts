import { networkEditList, networkEditMade } from '@xiayi/contract/network-edits'
import { describe, expect, test } from 'vitest'
import { importCounties } from './import-counties-for-tests.ts'
import { GRID, streetGrid } from './street-grid-for-tests.ts'

const counties = importCounties()

/** Streets 100 m apart; `without` leaves out the ways of some ids, `lane` draws one half-way between the first two. */
function map(size: number, { without = [], lane = false }: { without?: readonly number[]; lane?: boolean } = {}) {
  let text = streetGrid(size)
  for (const id of without) text = text.replace(new RegExp(`<way id="${id}".*?</way>`), '')
  if (lane) {
    const nodes = LANE.map(
      ([lon, lat], i) => `<node id="${8_000_000 + i}" lon="${lon}" lat="${lat}" version="1"/>`,
    ).join('')
    const way = `<way id="8000009" version="1">${LANE.map((_, i) => `<nd ref="${8_000_000 + i}"/>`).join('')}<tag k="highway" v="footway"/></way>`
    text = text.replace('<way', `${nodes}<way`).replace('</osm>', `${way}</osm>`)
  }
  return { kind: 'osm', fileName: '县城.osm', bytes: text }
}

const LANE = [
  [GRID.west + GRID.stepLon * 0.5, GRID.south],
  [GRID.west + GRID.stepLon * 0.5, GRID.south + GRID.stepLat],
] as const

async function town() {
  const { county, client } = await counties.fresh()
  await client.apply(map(6))
  const { app } = counties.server()
  const url = `/api/places/network/edits?county=${county.code}`
  const list = async () => networkEditList.parse((await app.inject({ url })).json())
  return {
    client,
    list,
    county,
    async draw() {
      const payload = {
        baseVersion: (await list()).networkVersion,
        edit: { kind: 'add-path', line: LANE, use: 'path' },
        by: '张三',
      }
      const reply = await app.inject({ method: 'POST', url, payload })
      expect(reply.statusCode).toBe(201)
      return networkEditMade.parse(reply.json())
    },
    async applyDeciding(given: ReturnType<typeof map>, decision?: 'keep' | 'drop') {
      const checked = await client.check(given)
      const rows = await client.rows(checked.id, 'conflict')
      for (const row of rows)
        if (decision !== undefined) expect((await client.decide(checked.id, row.row, decision)).statusCode).toBe(200)
      await client.post(checked.id, 'apply')
      expect((await client.settled(checked.id)).state).toBe('applied')
      return rows
    },
  }
}

describe('when the next street map comes, a path drawn here', () => {
  test('is laid on it again', async () => {
    const { draw, list, applyDeciding, county } = await town()
    const { edit } = await draw()
    const before = await list()
    expect(await applyDeciding(map(7))).toEqual([])
    const after = await list()
    expect(after.baseVersion).not.toBe(before.baseVersion)
    expect(after.networkVersion).not.toBe(after.baseVersion)
    expect(after.items).toMatchObject([{ id: edit.id, isLaid: true }])
    const networks = await county.db.selectFrom('network').select(['version', 'base_version', 'is_current']).execute()
    expect(networks.filter((row) => row.is_current)).toHaveLength(1)
    expect(networks).toHaveLength(4)
  })

  test('stays as it is under the map it was drawn on', async () => {
    const { draw, list, applyDeciding } = await town()
    await draw()
    const before = await list()
    expect(await applyDeciding(map(6))).toEqual([])
    expect(await list()).toEqual(before)
  })

  test('that meets nothing any more is asked about, and undecided goes on standing', async () => {
    const { draw, list, applyDeciding } = await town()
    await draw()
    const gone = map(6, { without: [500, 501] })
    const rows = await applyDeciding(gone)
    expect(rows).toMatchObject([{ about: 'network-edit' }])
    expect(rows[0]?.name).toMatch(/第 1 号“新增小路”（张三）/)
    expect(rows[0]?.message).toMatch(/接不上/)
    const after = await list()
    expect(after.items).toMatchObject([{ isStanding: true, isLaid: false }])
    await applyDeciding(map(7))
    expect((await list()).items).toMatchObject([{ isStanding: true, isLaid: true }])
  })

  test('that the map has drawn meanwhile is asked about, and dropped it is undone in a row of its own', async () => {
    const { draw, list, applyDeciding } = await town()
    await draw()
    const rows = await applyDeciding(map(6, { lane: true }), 'drop')
    expect(rows[0]?.message).toMatch(/新地图已经画了它/)
    const { items, networkVersion, baseVersion } = await list()
    expect(items).toMatchObject([
      { kind: 'undo', via: 'import', isStanding: false },
      { kind: 'add-path', isStanding: false },
    ])
    expect(networkVersion).toBe(baseVersion)
  })
})
