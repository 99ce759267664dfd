import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fact, FactTown, fact, type Refusal } from './fact-town.ts'

let town: FactTown

beforeAll(async () => {
  town = await FactTown.open()
})
afterAll(() => town.app.close())

describe('what a standard asks', () => {
  test('is listed with labels, units and the clauses that ask', async () => {
    const { items, standardId } = await town.get<{ items: Record<string, unknown>[]; standardId: string }>(
      '/api/standards/xiayi-plan/questions',
    )
    expect(standardId).toBe('xiayi-plan')
    expect(items.find((item) => item['key'] === 'centre.floorAreaM2')).toMatchObject({
      label: '便民服务中心工作场地面积',
      unit: 'm²',
      clauses: [{ id: 'centre-area', asks: '不少于100m²' }],
    })
    await town.get('/api/standards/gold/questions', 404)
  })

  test('a clause says how it reads what its source leaves open', async () => {
    const { evaluation } = await town.get<{ evaluation: { clauses: { clauseId: string; assumptions: string[] }[] } }>(
      `/api/circles/${town.west}`,
    )
    expect(evaluation.clauses.find((clause) => clause.clauseId === 'centre-staff')?.assumptions).toEqual([
      '方案没有写人数，按至少1人计',
    ])
  })
})

describe('facts of a circle', () => {
  test('saved together, they order an evaluation that tells which clauses flipped', async () => {
    const saved = await town.save(town.west, [fact('centre.floorAreaM2', 120, 0), fact('centre.staff', 0, 0)])
    expect(saved).toMatchObject({ written: 2, unchanged: 0 })
    expect(await town.flips(saved.evaluationJobId)).toEqual([
      expect.objectContaining({ clauseId: 'centre-area', before: 'unknown', after: 'pass' }),
      expect.objectContaining({ clauseId: 'centre-staff', before: 'unknown', after: 'fail' }),
    ])
    expect(saved.items.find((item) => item.key === 'centre.staff')).toMatchObject({ version: 1, by: '王某' })
  })

  test('sent again as they are, they change nothing and order nothing', async () => {
    const facts = [fact('centre.floorAreaM2', 120, 0), fact('centre.staff', 0, 0)]
    expect(await town.save(town.west, facts)).toMatchObject({ written: 0, unchanged: 2, evaluationJobId: null })
  })

  test('one that somebody changed meanwhile refuses the whole sheet and shows both values', async () => {
    await town.save(town.west, [fact('centre.staff', 2, 1)])
    const refusal = await town.save<Refusal>(
      town.west,
      [fact('centre.hasSign', true, 0), fact('centre.staff', 3, 1)],
      412,
    )
    expect(refusal.code).toBe('version-conflict')
    expect(refusal.errors).toHaveLength(1)
    expect(refusal.errors[0]).toMatchObject({
      where: 'body/facts/1',
      message: expect.stringMatching(/2 人.*王某.*3 人/),
    })
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.west}/facts`)
    expect(items.find((item) => item.key === 'centre.hasSign')).toBeUndefined()
  })

  test('of many clerks at once on one version exactly one is heard', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        town.app.app.inject({
          method: 'PUT',
          url: `/api/circles/${town.east}/facts`,
          payload: { by: `第 ${at} 人`, facts: [fact('centre.staff', at + 1, 0)] },
        }),
      ),
    )
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(11).fill(412),
    ])
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.east}/facts/centre.staff/history`)
    expect(items).toHaveLength(1)
  })

  test('every version stays, with who and when, also what was taken back', async () => {
    const saved = await town.save(town.west, [fact('centre.staff', null, 2, { evidence: '登错了圈' })])
    await town.flips(saved.evaluationJobId)
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.west}/facts/centre.staff/history`)
    expect(items.map((item) => [item.version, item.value])).toEqual([
      [3, null],
      [2, 2],
      [1, 0],
    ])
    const { evaluation } = await town.get<{ evaluation: { clauses: { clauseId: string; state: string }[] } }>(
      `/api/circles/${town.west}`,
    )
    expect(evaluation.clauses.find((clause) => clause.clauseId === 'centre-staff')?.state).toBe('unknown')
  })

  test.each<[string, object[], RegExp]>([
    ['a key that no standard asks', [fact('centre.colour', 'red', 0)], /没有标准要登记/],
    ['a text where a number is asked', [fact('centre.floorAreaM2', '很大', 1)], /应为数字/],
    ['half a person', [fact('centre.staff', 1.5, 3)], /应为整数/],
    ['a day that has not come', [fact('centre.staff', 1, 3, { observedOn: '2999-01-01' })], /还没有到/],
    ['the same key twice', [fact('centre.staff', 1, 3), fact('centre.staff', 2, 3)], /写了两次/],
    [
      'more satisfied than answered',
      [fact('survey:residents.satisfaction', { satisfied: 9, answered: 8, method: '入户' }, 0)],
      /多于/,
    ],
    ['a NUL', [fact('centre.staff', 1, 3, { evidence: 'a\u0000b' })], /控制字符/],
    ['nothing at all', [], /./],
  ])('%s is refused and nothing is written', async (_, facts, words) => {
    const before = await town.get(`/api/circles/${town.west}/facts`)
    const refusal = await town.save<Refusal>(town.west, facts, 400)
    expect(JSON.stringify(refusal)).toMatch(words)
    expect(await town.get(`/api/circles/${town.west}/facts`)).toEqual(before)
  })

  test('a circle that is not there has none', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    await town.get(`/api/circles/${nobody}/facts`, 404)
    await town.get(`/api/circles/${nobody}/facts/centre.staff/history`, 404)
    await town.save(nobody, [fact('centre.staff', 1, 0)], 404)
  })

  test('the county’s grid holds every circle and every fact', async () => {
    const grid = await town.get<{ circles: unknown[]; facts: { circleId: string; key: string }[] }>(
      '/api/circles/facts',
    )
    expect(grid.circles).toHaveLength(2)
    expect(grid.facts.map((each) => each.key).toSorted()).toEqual([
      'centre.floorAreaM2',
      'centre.staff',
      'centre.staff',
    ])
  })
})
