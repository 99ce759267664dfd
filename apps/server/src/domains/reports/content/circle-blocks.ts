import type { ClauseResult, Evaluation, Gap } from '@xiayi/contract/circles'
import type { Block, Cell, Part, Picture, TextPart } from '@xiayi/paper/document'
import { UNVERIFIED_WORDS } from '@xiayi/paper/marks'
import { figureWords, findingWords, originWords, standardMark } from '@xiayi/ui/figure-words'
import { countWords, dayTimeWords, percentWords, shareWords } from '@xiayi/ui/format'
import { tierLook } from '@xiayi/ui/tier-look'
import type { CirclePaper, ReportFacts } from '../report-facts.ts'
import { citedOf, lookOf, placeWords, stateLooks, stateOrder, tierNamesOf } from './report-words.ts'

const MOST_MISSING = 5

/** The page that says it all: tier, map, what is missing, who is affected. */
export function circleFirstPage(
  facts: ReportFacts,
  paper: CirclePaper,
  { picture, isChapter }: { picture: Picture | undefined; isChapter: boolean },
): Block[] {
  const { circle } = paper
  const { evaluation } = circle
  const gaps = facts.gaps.filter((gap) => gap.circleId === circle.id)
  const head: Block = {
    kind: 'title',
    isChapter,
    over: placeWords(circle),
    text: circle.name,
    tier: lookOf(circle),
    tags: [
      ...(facts.isExample ? [{ text: '示例数据', tone: 'example' as const }] : []),
      ...(circle.isPilot ? [{ text: '试点', tone: 'lake' as const }] : []),
      ...(evaluation === null ? [] : [{ text: standardMark(evaluation.isOfficial), tone: 'lake' as const }]),
    ],
  }
  if (evaluation === null) return [head, { kind: 'text', text: '还没有评价过。', tone: 'lead' }]
  return [
    head,
    { kind: 'tiles', tiles: tilesOf(paper, evaluation, gaps) },
    ...(picture === undefined ? [] : [picture]),
    {
      kind: 'heading',
      level: 2,
      text: gaps.length === 0 ? '没有未达标的条款' : '缺什么，补什么',
      bookmark: '缺什么，补什么',
    },
    gaps.length === 0
      ? { kind: 'text', text: restWords(evaluation) }
      : {
          kind: 'table',
          isTight: true,
          columns: [
            { title: '未达标的条款', width: 30 },
            { title: '受影响的人（占全圈居民）', width: 24 },
            { title: '怎样才达标', width: 46 },
          ],
          rows: gaps.slice(0, MOST_MISSING).map(missingRow),
        },
    {
      kind: 'text',
      tone: 'soft',
      text:
        gaps.length > MOST_MISSING
          ? `按受影响的人数排，人多的在前。另有 ${gaps.length - MOST_MISSING} 条未达标，见${isChapter ? '这个生活圈的报告' : '“条款”'}。`
          : '按受影响的人数排，人多的在前。说不准的条款没有算作短板。',
    },
  ]
}

function restWords(evaluation: Evaluation): string {
  return evaluation.unknown === 0 ? '全部适用的条款都已达标。' : `还有 ${evaluation.unknown} 条说不准，缺数据或材料。`
}

function tilesOf({ walkshed }: CirclePaper, evaluation: Evaluation, gaps: readonly Gap[]) {
  const most = Math.max(0, ...gaps.map((gap) => gap.peopleAffected))
  const within = walkshed?.features.find((feature) => feature.properties.minutes === 15)
  return [
    {
      label: '居民',
      figure: `${countWords(evaluation.residents)} 人`,
      note: `其中 ${countWords(evaluation.residentsOffNetwork)} 人附近没有步行路`,
    },
    {
      label: '条款',
      figure: `${evaluation.passed} 条达标`,
      note: `未达标 ${evaluation.failed}，说不准 ${evaluation.unknown}`,
      tone: evaluation.failed === 0 ? ('pass' as const) : ('fail' as const),
    },
    {
      label: '影响最大的短板',
      figure: gaps.length === 0 ? '无' : `${countWords(most)} 人`,
      note:
        gaps.length === 0
          ? '没有未达标的条款'
          : `占居民 ${countWords(evaluation.residents)} 人的 ${percentWords(most, evaluation.residents)}`,
      tone: gaps.length === 0 ? ('pass' as const) : ('fail' as const),
    },
    {
      label: '步行 15 分钟的范围',
      figure: within === undefined ? '—' : `${within.properties.areaKm2.toFixed(2)} km²`,
      note: within === undefined ? '附近没有步行路' : `范围内住着 ${countWords(within.properties.residents)} 人`,
    },
  ]
}

function missingRow(gap: Gap): Cell[] {
  return [
    [{ text: gap.title, isBold: true, maxLines: 2 }],
    [
      { text: shareWords(gap.peopleAffected, gap.residents, '人'), size: 8 },
      { bar: { share: gap.residents === 0 ? 0 : gap.peopleAffected / gap.residents, goal: null, tone: 'fail' } },
    ],
    [{ text: gap.toPass ?? gap.finding, size: 8, maxLines: 3 }],
  ]
}

/** Every clause with its figure, bar, finding, source and trust. */
export function clauseBlocks(evaluation: Evaluation, options: { startsPage: boolean; level: 1 | 2 }): Block[] {
  const rows = stateOrder.flatMap((state) =>
    evaluation.clauses.filter((clause) => clause.state === state).map((clause) => clauseRow(clause, evaluation)),
  )
  return [
    { kind: 'heading', level: options.level, text: '条款', startsPage: options.startsPage },
    {
      kind: 'text',
      tone: 'soft',
      text: `${evaluation.standardTitle} ${evaluation.standardVersion}（${standardMark(evaluation.isOfficial)}），共 ${evaluation.clauses.length} 条：达标 ${evaluation.passed}，未达标 ${evaluation.failed}，说不准 ${evaluation.unknown}。比例一律向下取到 0.1%。`,
    },
    {
      kind: 'table',
      columns: [
        { title: '结论', width: 12 },
        { title: '条款与出处', width: 30 },
        { title: '数字', width: 24 },
        { title: '查到了什么，怎样才达标', width: 40 },
      ],
      rows,
    },
  ]
}

function clauseRow(clause: ClauseResult, evaluation: Evaluation): Cell[] {
  const look = stateLooks[clause.state]
  const trust: TextPart[] = clause.verified
    ? []
    : [{ text: UNVERIFIED_WORDS, size: 7.2, isBold: true, tone: 'example' }]
  return [
    [{ state: look.tone, word: look.word }],
    [
      { text: clause.title, isBold: true },
      { text: tierNamesOf(clause, evaluation), size: 7.2, tone: 'soft' },
      { text: `依据 ${citedOf(clause)}`, size: 7.2, tone: 'soft' },
      ...trust,
    ],
    figureParts(clause),
    [
      { text: findingWords(clause), size: 8 },
      ...(clause.toPass === null ? [] : [{ text: `怎样才达标：${clause.toPass}`, size: 8, isBold: true }]),
    ],
  ]
}

function figureParts({ figure, ruleKind, state }: ClauseResult): Part[] {
  if (figure === null) return [{ text: '—', tone: 'soft' }]
  const words = figureWords({ figure, ruleKind })
  return [
    { text: words.main, isBold: true, size: 9.5 },
    ...(words.base === null ? [] : [{ text: words.base, size: 7.5, tone: 'soft' as const }]),
    ...(words.goal === null ? [] : [{ text: words.goal, size: 7.5, tone: 'soft' as const }]),
    ...(words.share === null
      ? []
      : [{ bar: { share: words.share, goal: words.goalShare, tone: stateLooks[state].tone } }]),
  ]
}

const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  place: '网点',
  fact: '登记的事实',
  survey: '调查',
  evidence: '材料',
  category: '类别登记',
}
const MOST_EVIDENCE = 12

export function evidenceBlocks(evaluation: Evaluation): Block[] {
  const rows = evaluation.clauses
    .filter((clause) => clause.evidence.length > 0)
    .map((clause): Cell[] => {
      const shown = clause.evidence.slice(0, MOST_EVIDENCE)
      const more = clause.evidence.length - shown.length
      const kinds = [...new Set(shown.map((each) => EVIDENCE_WORDS[each.kind] ?? each.kind))].join('、')
      return [
        [{ text: clause.title, size: 8 }],
        [{ text: kinds, size: 8 }],
        [
          {
            text: [...new Set(shown.map((each) => each.label))].join('；') + (more > 0 ? `；另有 ${more} 项` : ''),
            size: 8,
          },
        ],
      ]
    })
  if (rows.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: '依据的网点、事实和材料' },
    {
      kind: 'table',
      isTight: true,
      columns: [
        { title: '条款', width: 28 },
        { title: '种类', width: 14 },
        { title: '内容', width: 58 },
      ],
      rows,
    },
  ]
}

export function historyBlocks({ history, historyIsWhole }: CirclePaper): Block[] {
  return [
    { kind: 'heading', level: 2, text: '评价记录' },
    {
      kind: 'table',
      isTight: true,
      columns: [
        { title: '评价于', width: 24 },
        { title: '等级', width: 20 },
        { title: '达标', width: 8, align: 'right' },
        { title: '未达标', width: 9, align: 'right' },
        { title: '说不准', width: 9, align: 'right' },
        { title: '居民', width: 11, align: 'right' },
        { title: '标准、路网和校验', width: 34 },
      ],
      rows: history.map((one): Cell[] => [
        [{ text: dayTimeWords(one.evaluatedAt), size: 8 }],
        [{ tier: tierLook(one.tiers, one.tierId, true) }],
        String(one.passed),
        String(one.failed),
        String(one.unknown),
        countWords(one.residents),
        [
          {
            text: `标准 ${one.standardVersion} · 路网 ${one.networkVersion.slice(0, 12)} · 校验 ${one.resultSha256.slice(0, 8)}`,
            size: 7.2,
            tone: 'soft',
          },
        ],
      ]),
    },
    ...(historyIsWhole
      ? []
      : [{ kind: 'text' as const, tone: 'soft' as const, text: `只列最近 ${history.length} 次，更早的见网页。` }]),
  ]
}

export function methodBlocks(facts: ReportFacts, paper: CirclePaper | undefined): Block[] {
  const { circle, walkshed } = paper ?? {}
  const origin =
    circle === undefined
      ? '每个生活圈的起点见它的页面。'
      : `${originWords[circle.originKind]}${walkshed === null || walkshed === undefined ? '' : `，共 ${countWords(walkshed.origins)} 个起点`}。`
  const network =
    facts.network === null
      ? '还没有步行路网。'
      : `步行路网第 ${facts.network.version.slice(0, 12)} 版，${dayTimeWords(facts.network.createdAt)}导入。`
  return [
    { kind: 'heading', level: 2, text: '口径说明' },
    ...[
      `时间：在步行路网上算，不按直线；${origin}台阶、路口等候、进出小区都计入时间。`,
      '人数：按楼栋的居民计；附近 150 米内没有步行路的居民单列，按未覆盖计，从不悄悄算作覆盖。',
      '步行范围：图上的范围由路网算出，不等于申报的边界；范围内的人数在路网上数，不在图形里数。',
      '比例：向下取到 0.1%，不四舍五入，所以没到的线不会看起来像到了。',
      `数据：本报告的全部数字读自同一时刻的同一版数据（第 ${facts.revision} 版）。${network}`,
      `核验：条款原文没有对照过的，标“${UNVERIFIED_WORDS}”。${facts.isExample ? '本县是示例数据，除地名外均为虚构。' : ''}`,
    ].map((text): Block => ({ kind: 'text', text, tone: 'plain' })),
  ]
}
