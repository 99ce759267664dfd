import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyInstallation } from '../../apps/server/src/app/verify.ts'
import { FactTown, fact, type Refusal } from './fact-town.ts'

let town: FactTown

beforeAll(async () => {
  town = await FactTown.open()
})
afterAll(() => town.app.close())

describe('circles and targets', () => {
  test('of two planners who redraw one circle the second is told', async () => {
    const drawing = await town.get<{ version: number; name: string; communityIds: string[] }>(
      `/api/circles/${town.west}/drawing`,
    )
    const draft = {
      name: '西街生活圈',
      communityIds: drawing.communityIds,
      profile: 'elder',
      speedMetresPerSecond: 0.9,
    }
    const replies = await Promise.all(
      ['西街甲圈', '西街乙圈'].map((name) =>
        town.app.app.inject({
          method: 'PUT',
          url: `/api/circles/${town.west}`,
          payload: { ...draft, name, basedOn: drawing.version },
        }),
      ),
    )
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
    expect(await town.get(`/api/circles/${town.west}/drawing`)).toMatchObject({
      version: drawing.version + 1,
      profile: 'elder',
      speedMetresPerSecond: 0.9,
    })
    await town.get('/api/circles/nothing/drawing', 404)
  })

  test('a target keeps what was promised before', async () => {
    const target = {
      title: '社区达到基础保障类',
      kind: 'tier-share',
      tierId: 'jichu',
      goal: 0.9,
      unit: '比例',
      denominator: 14,
      denominatorLabel: '主城区社区',
      fixedOn: '2026-11-23',
      dueDate: '2027-12-31',
      by: '王某',
    }
    const put = (more: object, status = 200) =>
      town.send<Refusal>('PUT', '/api/circles/targets/share', { ...target, ...more }, status)
    await put({ basedOn: 0 })
    await put({ basedOn: 0 })
    await put({ basedOn: 1, denominator: 18, fixedOn: '2026-11-24' })
    await put({ basedOn: 1, denominator: 20 }, 412)
    const { items } = await town.get<{ items: { id: string; items: { version: number; denominator: number }[] }[] }>(
      '/api/circles/targets',
    )
    expect(items).toMatchObject([
      {
        id: 'share',
        items: [
          { version: 2, denominator: 18 },
          { version: 1, denominator: 14 },
        ],
      },
    ])
    const wrong = await put({ basedOn: 2, tierId: 'gold', goal: 90 }, 400)
    expect(wrong.errors.map((error) => error.where)).toEqual(['body/tierId', 'body/goal'])
  })

  test('the books are in order, and a fact altered beside its history is named', async () => {
    await town.save(town.east, [fact('centre.staff', 2, 0)])
    expect((await verifyInstallation(town.app.services)).flatMap((finding) => finding.faults)).toEqual([])
    await town.app.county.transact((tx) =>
      tx.updateTable('circle_fact').set({ value: '1' }).where('circle_id', '=', town.east).execute(),
    )
    const faults = (await verifyInstallation(town.app.services)).flatMap((finding) => finding.faults)
    expect(faults.some((fault) => fault.includes('centre.staff'))).toBe(true)
  })
})
