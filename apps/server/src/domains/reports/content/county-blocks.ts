import type { CountySummary, Gap } from '@xiayi/contract/circles'
import type { Block, Cell, Picture } from '@xiayi/paper/document'
import { standardMark } from '@xiayi/ui/figure-words'
import { countWords, dayTimeWords, dayWords, percentWords, shareWords } from '@xiayi/ui/format'
import { targetWords } from '@xiayi/ui/target-words'
import { tierLook } from '@xiayi/ui/tier-look'
import type { CirclePaper, ReportFacts } from '../report-facts.ts'
import { lookOf } from './report-words.ts'

const MOST_GAPS = 30

/** The county on its first pages: targets, tiers, map, ranking, gaps. */
export function countyBlocks(facts: ReportFacts, picture: Picture | undefined): Block[] {
  const { summary } = facts
  return [
    {
      kind: 'title',
      over: `${summary.standardTitle} ${facts.standardVersion}（${standardMark(summary.isOfficial)}）`,
      text: `${facts.countyName}生活圈报告`,
      tags: facts.isExample ? [{ text: '示例数据', tone: 'example' }] : [],
      under: [summary.evaluatedAt === null ? '还没有评价。' : `最近一次评价：${dayTimeWords(summary.evaluatedAt)}。`],
    },
    { kind: 'tiles', tiles: tilesOf(summary) },
    ...(summary.targets.length === 0 ? [] : targetBlocks(summary)),
    ...(picture === undefined
      ? []
      : [{ kind: 'heading' as const, level: 1 as const, text: '等级分布', startsPage: true }, picture]),
    ...tierBlocks(summary),
    ...rankingBlocks(facts),
    ...gapBlocks(facts.gaps),
  ]
}

function tilesOf(summary: CountySummary) {
  const withTier = summary.circles - summary.withoutTier
  return [
    { label: '生活圈', figure: `${countWords(summary.circles)} 个`, note: `居民 ${countWords(summary.residents)} 人` },
    ...summary.tiers
      .toSorted((a, b) => b.order - a.order)
      .map((tier) => ({
        label: tier.name,
        figure: `${countWords(tier.circles)} 个`,
        note: `占 ${percentWords(tier.circles, summary.circles)}（${tier.circles} / ${summary.circles}）`,
        tone: 'lake' as const,
      })),
    {
      label: '未达标或未评价',
      figure: `${countWords(summary.circles - summary.tiers.reduce((sum, tier) => sum + tier.circles, 0))} 个`,
      note: `其中已评价、未达标 ${countWords(summary.withoutTier)} 个`,
      tone: withTier === summary.circles ? ('pass' as const) : ('fail' as const),
    },
  ]
}

const lights = {
  met: { state: 'pass', word: '已达到' },
  missed: { state: 'fail', word: '没达到' },
  open: { state: 'unknown', word: '还不知道' },
} as const

function targetBlocks(summary: CountySummary): Block[] {
  return [
    { kind: 'heading', level: 1, text: '目标' },
    {
      kind: 'table',
      columns: [
        { title: '目标', width: 30 },
        { title: '进度', width: 26 },
        { title: '分母', width: 26 },
        { title: '结论', width: 18 },
      ],
      rows: summary.targets.map((target): Cell[] => {
        const words = targetWords(target)
        const light = lights[target.isMet === null ? 'open' : target.isMet ? 'met' : 'missed']
        return [
          [
            { text: target.title, isBold: true },
            { text: words.goal, size: 7.5, tone: 'soft' },
          ],
          [
            { text: words.main, isBold: true, size: 9.5 },
            ...(words.base === null ? [] : [{ text: words.base, size: 7.5, tone: 'soft' as const }]),
            { bar: { share: words.share, goal: words.goalShare, tone: light.state } },
          ],
          [
            { text: `${target.denominatorLabel}：${countWords(target.denominator)}`, size: 8 },
            { text: `${dayWords(target.fixedAt)}确定`, size: 7.5, tone: 'soft' },
          ],
          [light, { text: target.finding, size: 7.5 }],
        ]
      }),
    },
  ]
}

function tierBlocks(summary: CountySummary): Block[] {
  const rows = [
    ...summary.tiers
      .toSorted((a, b) => b.order - a.order)
      .map((tier) => ({ look: tierLook(summary.tiers, tier.id, true), circles: tier.circles })),
    { look: tierLook(summary.tiers, null, true), circles: summary.withoutTier },
  ]
  const unevaluated = summary.circles - rows.reduce((sum, row) => sum + row.circles, 0)
  return [
    { kind: 'heading', level: 2, text: '各等级的生活圈' },
    {
      kind: 'table',
      isTight: true,
      columns: [
        { title: '等级', width: 30 },
        { title: '个数', width: 12, align: 'right' },
        { title: `占全部 ${countWords(summary.circles)} 个`, width: 58 },
      ],
      rows: [
        ...rows,
        ...(unevaluated > 0 ? [{ look: tierLook(summary.tiers, null, false), circles: unevaluated }] : []),
      ].map(({ look, circles }): Cell[] => [
        [{ tier: look }],
        countWords(circles),
        [
          { text: shareWords(circles, summary.circles, '个'), size: 8 },
          { bar: { share: summary.circles === 0 ? 0 : circles / summary.circles, goal: null, tone: 'lake' } },
        ],
      ]),
    },
  ]
}

/** Highest tier first, then by share of passed clauses: the order in which they are printed one by one as well. */
export function ranked(facts: ReportFacts): CirclePaper[] {
  const order = new Map(facts.summary.tiers.map((tier) => [tier.id, tier.order]))
  const tierOrder = ({ circle }: CirclePaper) => (circle.isEvaluated ? (order.get(circle.tierId ?? '') ?? 0) : -1)
  const share = ({ circle }: CirclePaper) => circle.passed / Math.max(1, circle.passed + circle.failed + circle.unknown)
  return facts.circles.toSorted(
    (a, b) => tierOrder(b) - tierOrder(a) || share(b) - share(a) || a.circle.name.localeCompare(b.circle.name, 'zh-CN'),
  )
}

function rankingBlocks(facts: ReportFacts): Block[] {
  return [
    { kind: 'heading', level: 1, text: '排名' },
    {
      kind: 'text',
      tone: 'soft',
      text: '先按等级，同等级按达标条款占全部适用条款的比例。趋势为历次评价的达标条数，早的在左。',
    },
    {
      kind: 'table',
      isTight: true,
      columns: [
        { title: '名次', width: 7, align: 'right' },
        { title: '生活圈', width: 24 },
        { title: '等级', width: 18 },
        { title: '居民', width: 11, align: 'right' },
        { title: '达标 / 未达标 / 说不准', width: 20 },
        { title: '趋势', width: 14 },
        { title: '离下一等级差在哪', width: 40 },
      ],
      rows: ranked(facts).map(({ circle, history }, i): Cell[] => [
        String(i + 1),
        [
          { text: circle.name, isBold: true },
          ...(circle.isPilot ? [{ text: '试点', size: 7.2, tone: 'soft' as const }] : []),
        ],
        [{ tier: lookOf(circle) }],
        circle.residents === null ? '—' : countWords(circle.residents),
        `${circle.passed} / ${circle.failed} / ${circle.unknown}`,
        history.length < 2
          ? [{ text: '一次评价', size: 7.2, tone: 'soft' }]
          : [{ spark: history.toReversed().map((one) => one.passed) }],
        [{ text: circle.mainReason ?? '—', size: 7.5, maxLines: 3 }],
      ]),
    },
  ]
}

function gapBlocks(gaps: readonly Gap[]): Block[] {
  if (gaps.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: '先补哪里' },
    {
      kind: 'text',
      tone: 'soft',
      text: `全县共 ${gaps.length} 处短板，按受影响的人数排，人多的在前${gaps.length > MOST_GAPS ? `；列前 ${MOST_GAPS} 处，全部见表格文件` : ''}。`,
    },
    {
      kind: 'table',
      isTight: true,
      columns: [
        { title: '生活圈', width: 18 },
        { title: '差在哪', width: 26 },
        { title: '受影响的人（占全圈居民）', width: 26 },
        { title: '怎样才达标', width: 40 },
      ],
      rows: gaps
        .slice(0, MOST_GAPS)
        .map((gap): Cell[] => [
          [{ text: gap.circleName, size: 8 }],
          [{ text: gap.title, isBold: true }],
          [
            { text: shareWords(gap.peopleAffected, gap.residents, '人'), size: 8 },
            { bar: { share: gap.residents === 0 ? 0 : gap.peopleAffected / gap.residents, goal: null, tone: 'fail' } },
          ],
          [{ text: gap.toPass ?? gap.finding, size: 7.8 }],
        ]),
    },
  ]
}
