import { proposalContent, scenarioDraft } from '@xiayi/contract/stored-scenarios'
import { keepWithCounty, moveScenarioProposal } from '../domains/scenarios/public.ts'
import type { CountyDb } from '../platform/db/db.ts'

/**
 * Three scenarios of the example county, each at a different point of its way: a gate that lifts a circle a whole tier and is
 * accepted, a market that mends one clause and waits for a decision, a footbridge that serves few and was turned down.
 * Positions are those of the generated county; prices are invented.
 */
const BY = '示例：规划员'
const LEADER = '示例：领导小组'

const GATE = {
  scenario: scenarioDraft.parse({
    name: '富豪社区小区西门',
    note: '小区围墙挡住了去菜市场的路，居民要绕到大门再折回来。开一道门，富豪生活圈就够到基础保障类。',
    changes: [{ kind: 'open-gate', lon: 116.152477, lat: 34.229209 }],
    by: BY,
  }),
  proposal: proposalContent.parse({
    reason: '开门以后，15 分钟走得到菜市场的居民多 4,600 多人，两条没达标的条款达标。费用低，见效快。',
    costs: [
      { item: '门、门禁和照明', quantity: 1, unit: '处', unitPriceFen: 4_800_000 },
      { item: '门口 14 米人行道', quantity: 14, unit: '米', unitPriceFen: 60_000 },
    ],
    fundingSource: '示例：社区公共收益',
    ownerUnit: '县住建局',
    dueDate: '2027-03-31',
  }),
}

const MARKET = {
  scenario: scenarioDraft.parse({
    name: '新区菜市场',
    note: '新区人多，最近的菜市场要走二十多分钟。',
    changes: [{ kind: 'add-place', categoryId: 'wet_market', lon: 116.1642, lat: 34.2281, name: '新区菜市场' }],
    by: BY,
  }),
  proposal: proposalContent.parse({
    reason: '15 分钟走得到菜市场的居民多 14,000 多人，新区生活圈的菜市场条款达标。',
    costs: [
      { item: '市场大棚和摊位', quantity: 1, unit: '处', unitPriceFen: 180_000_000 },
      { item: '上下水、冷藏和检测设备', quantity: 1, unit: '套', unitPriceFen: 46_000_000 },
    ],
    fundingSource: '示例：县级财政和经营者',
    ownerUnit: '县商务局',
    dueDate: '2027-09-30',
  }),
}

const FOOTBRIDGE = {
  scenario: scenarioDraft.parse({
    name: '新兴跨铁路人行天桥',
    note: '铁路两边只有两处能过。在中间架一座天桥，看能多走到什么。',
    changes: [
      {
        kind: 'add-path',
        pathKind: 'footbridge',
        line: [
          [116.1357, 34.2581],
          [116.1357, 34.2613],
        ],
      },
    ],
    by: BY,
  }),
  proposal: proposalContent.parse({
    reason: '铁路北边的居民过铁路要绕到道口。',
    costs: [{ item: '人行天桥', quantity: 1, unit: '座', unitPriceFen: 900_000_000 }],
    fundingSource: '示例：待定',
    ownerUnit: '县交通运输局',
    dueDate: null,
  }),
}

/** Does nothing where there are scenarios already. */
export async function seedScenarios(county: CountyDb, now: Date): Promise<void> {
  const [gate, market, bridge] = await keepWithCounty(county, [GATE, MARKET, FOOTBRIDGE], now)
  if (gate === undefined || market === undefined || bridge === undefined) return
  for (const scenarioId of [gate, market, bridge])
    await moveScenarioProposal(county, { scenarioId, now, move: { move: 'propose', ifVersion: 1, by: BY } })
  await moveScenarioProposal(county, { scenarioId: gate, now, move: { move: 'accept', ifVersion: 2, by: LEADER } })
  await moveScenarioProposal(county, {
    scenarioId: bridge,
    now,
    move: { move: 'decline', ifVersion: 2, by: LEADER, reason: '造价高，没有一条条款因此达标。先做别的。' },
  })
}
