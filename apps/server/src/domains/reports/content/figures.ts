import { UNVERIFIED_WORDS } from '@xiayi/paper/marks'
import type { SheetTable } from '@xiayi/paper/workbook'
import { originWords, standardMark } from '@xiayi/ui/figure-words'
import type { ReportFacts } from '../report-facts.ts'
import { citedOf, lookOf, stateLooks, tierNamesOf } from './report-words.ts'

const COUNT = '#,##0'
const SHARE = '0.0%'
const PLAIN = '#,##0.##'

/** All figures of a report as tables: the same replies, number by number. */
export function figureTables(facts: ReportFacts): SheetTable[] {
  return [
    circleTable(facts),
    clauseTable(facts),
    ...(facts.summary.targets.length > 0 ? [targetTable(facts)] : []),
    tierTable(facts),
    gapTable(facts),
    historyTable(facts),
    walkshedTable(facts),
  ]
}

export function figureNotes({
  summary,
  standardVersion,
  revision,
  network,
  isExample,
}: ReportFacts): [string, string][] {
  return [
    ['标准', `${summary.standardTitle} ${standardVersion}（${standardMark(summary.isOfficial)}）`],
    ['数据版本', `第 ${revision} 版；全部数字读自同一时刻`],
    ['步行路网', network === null ? '还没有路网' : `第 ${network.version} 版`],
    ['分子和分母', '每个比例都另列分子和分母。比例在屏幕和纸上向下取到 0.1%，这里是没有取整的数'],
    ['居民', '按楼栋的居民计；附近 150 米内没有步行路的居民单列，按未覆盖计'],
    ['说不准', '缺数据或材料，不算达标，也不算短板'],
    [UNVERIFIED_WORDS, '条款原文没有对照过'],
    ...(isExample ? [['示例数据', '除地名外均为虚构'] satisfies [string, string]] : []),
  ]
}

function circleTable(facts: ReportFacts): SheetTable {
  return {
    name: '生活圈',
    columns: [
      { title: '生活圈', width: 18 },
      { title: '街道乡镇', width: 12 },
      { title: '社区', width: 26 },
      { title: '试点', width: 7 },
      { title: '主城区', width: 8 },
      { title: '等级', width: 14 },
      { title: '居民', width: 10, format: COUNT },
      { title: '附近没有步行路的居民', width: 12, format: COUNT },
      { title: '达标', width: 8, format: COUNT },
      { title: '未达标', width: 8, format: COUNT },
      { title: '说不准', width: 8, format: COUNT },
      { title: '步速（米/秒）', width: 10, format: PLAIN },
      { title: '起点', width: 26 },
      { title: '差在哪', width: 50 },
      { title: '评价时间', width: 24 },
      { title: '编号', width: 38 },
    ],
    rows: facts.circles.map(({ circle }) => [
      circle.name,
      circle.townName,
      circle.communityNames.join('、'),
      circle.isPilot ? '是' : '否',
      circle.isUrban ? '是' : '否',
      lookOf(circle).word,
      circle.residents,
      circle.evaluation?.residentsOffNetwork ?? null,
      circle.isEvaluated ? circle.passed : null,
      circle.isEvaluated ? circle.failed : null,
      circle.isEvaluated ? circle.unknown : null,
      circle.evaluation?.speedMetresPerSecond ?? null,
      originWords[circle.originKind],
      circle.mainReason,
      circle.evaluatedAt,
      circle.id,
    ]),
  }
}

function clauseTable(facts: ReportFacts): SheetTable {
  return {
    name: '条款',
    columns: [
      { title: '生活圈', width: 18 },
      { title: '条款', width: 34 },
      { title: '条款编号', width: 26 },
      { title: '等级', width: 14 },
      { title: '结论', width: 9 },
      { title: '分子', width: 10, format: PLAIN },
      { title: '分母', width: 10, format: PLAIN },
      { title: '数值', width: 10, format: '0.####' },
      { title: '至多', width: 10, format: '0.####' },
      { title: '要求', width: 10, format: '0.####' },
      { title: '方向', width: 8 },
      { title: '单位', width: 8 },
      { title: '查到了什么', width: 60 },
      { title: '怎样才达标', width: 50 },
      { title: '依据', width: 36 },
      { title: '核验', width: 8 },
      { title: '标准版本', width: 12 },
    ],
    rows: facts.circles.flatMap(({ circle }) => {
      const { evaluation } = circle
      if (evaluation === null) return []
      return evaluation.clauses.map((clause) => [
        circle.name,
        clause.title,
        clause.clauseId,
        tierNamesOf(clause, evaluation),
        stateLooks[clause.state].word,
        clause.figure?.numerator ?? null,
        clause.figure?.denominator ?? null,
        clause.figure?.value ?? null,
        clause.figure?.valueAtMost ?? null,
        clause.figure?.threshold ?? null,
        clause.figure === null ? null : clause.figure.comparison === 'at-least' ? '至少' : '至多',
        clause.figure?.unit ?? null,
        clause.finding,
        clause.toPass,
        citedOf(clause),
        clause.verified ? '已核验' : UNVERIFIED_WORDS,
        evaluation.standardVersion,
      ])
    }),
  }
}

function targetTable({ summary }: ReportFacts): SheetTable {
  return {
    name: '目标',
    columns: [
      { title: '目标', width: 34 },
      { title: '分子', width: 10, format: COUNT },
      { title: '分母', width: 10, format: COUNT },
      { title: '数值', width: 10, format: '0.####' },
      { title: '目标值', width: 10, format: '0.####' },
      { title: '单位', width: 8 },
      { title: '分母是什么', width: 34 },
      { title: '分母确定于', width: 14 },
      { title: '期限', width: 14 },
      { title: '结论', width: 40 },
    ],
    rows: summary.targets.map((target) => [
      target.title,
      target.numerator,
      target.denominator,
      target.value,
      target.goal,
      target.unit,
      target.denominatorLabel,
      target.fixedAt,
      target.dueDate,
      target.finding,
    ]),
  }
}

function tierTable({ summary }: ReportFacts): SheetTable {
  const share = (count: number) => (summary.circles === 0 ? null : count / summary.circles)
  return {
    name: '等级',
    columns: [
      { title: '等级', width: 18 },
      { title: '生活圈', width: 10, format: COUNT },
      { title: '全部生活圈', width: 12, format: COUNT },
      { title: '占比', width: 10, format: SHARE },
    ],
    rows: [
      ...summary.tiers.map((tier) => [tier.name, tier.circles, summary.circles, share(tier.circles)]),
      ['未达标', summary.withoutTier, summary.circles, share(summary.withoutTier)],
    ],
  }
}

function gapTable({ gaps }: ReportFacts): SheetTable {
  return {
    name: '短板',
    columns: [
      { title: '生活圈', width: 18 },
      { title: '条款', width: 34 },
      { title: '受影响的人', width: 12, format: COUNT },
      { title: '全圈居民', width: 12, format: COUNT },
      { title: '占比', width: 10, format: SHARE },
      { title: '查到了什么', width: 60 },
      { title: '怎样才达标', width: 50 },
    ],
    rows: gaps.map((gap) => [
      gap.circleName,
      gap.title,
      gap.peopleAffected,
      gap.residents,
      gap.residents === 0 ? null : gap.peopleAffected / gap.residents,
      gap.finding,
      gap.toPass,
    ]),
  }
}

function historyTable({ circles }: ReportFacts): SheetTable {
  return {
    name: '评价记录',
    columns: [
      { title: '生活圈', width: 18 },
      { title: '评价时间', width: 26 },
      { title: '等级', width: 14 },
      { title: '达标', width: 8, format: COUNT },
      { title: '未达标', width: 8, format: COUNT },
      { title: '说不准', width: 8, format: COUNT },
      { title: '居民', width: 10, format: COUNT },
      { title: '步速（米/秒）', width: 10, format: PLAIN },
      { title: '标准版本', width: 14 },
      { title: '路网版本', width: 66 },
      { title: '结果校验', width: 66 },
    ],
    rows: circles.flatMap(({ circle, history }) =>
      history.map((one) => [
        circle.name,
        one.evaluatedAt,
        one.tiers.find((tier) => tier.id === one.tierId)?.name ?? '未达标',
        one.passed,
        one.failed,
        one.unknown,
        one.residents,
        one.speedMetresPerSecond,
        one.standardVersion,
        one.networkVersion,
        one.resultSha256,
      ]),
    ),
  }
}

function walkshedTable({ circles }: ReportFacts): SheetTable {
  return {
    name: '步行范围',
    columns: [
      { title: '生活圈', width: 18 },
      { title: '分钟', width: 8, format: COUNT },
      { title: '范围内的居民', width: 12, format: COUNT },
      { title: '面积（平方公里）', width: 14, format: '0.00' },
      { title: '步速（米/秒）', width: 10, format: PLAIN },
      { title: '起点数', width: 10, format: COUNT },
    ],
    rows: circles.flatMap(({ circle, walkshed }) =>
      (walkshed?.features ?? []).map(({ properties }) => [
        circle.name,
        properties.minutes,
        properties.residents,
        properties.areaKm2,
        walkshed?.speedMetresPerSecond ?? null,
        walkshed?.origins ?? null,
      ]),
    ),
  }
}
