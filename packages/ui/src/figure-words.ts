import { countWords, percentWords } from './format.ts'

/** A clause's figure in words, the same on every screen and on paper. */
export type ShownFigure = {
  numerator: number | null
  denominator: number | null
  value: number | null
  /** set when the data leave a range: the value lies between the two */
  valueAtMost: number | null
  threshold: number | null
  comparison: 'at-least' | 'at-most'
  /** 人, 处, 类, 项, m² …; 比例 for a share of 1 */
  unit: string
}

export type FigureWords = {
  main: string
  /** what the figure is a share of; every percentage prints it */
  base: string | null
  goal: string | null
  /** 0 to 1, for the bar; null when there is nothing to draw */
  share: number | null
  goalShare: number | null
}

function number(value: number): string {
  return countWords(Number(value.toFixed(2)))
}

/** What a share is a share of, where the kind of rule says so; other ratios are of floor area and speak for themselves. */
const shareUnits: Record<string, string> = { coverage: '人', survey: '份' }

/**
 * A figure is a share of 1 (unit 比例), or a count or a measure in its own unit, with the base, where there is one, as
 * the most that can be reached. A range is told as a range and drawn at its lower end.
 */
export function figureWords({ figure, ruleKind }: { figure: ShownFigure; ruleKind: string }): FigureWords {
  const { numerator, denominator, value, valueAtMost, threshold, unit } = figure
  const isShare = unit === '比例'
  const goal =
    threshold === null
      ? null
      : `要求${sideWords[figure.comparison]}${isShare ? percentWords(threshold, 1) : measure(threshold, unit)}`
  const base = baseWords(numerator, denominator, isShare ? (shareUnits[ruleKind] ?? '') : unit, isShare)
  if (value === null) return { main: '—', base, goal, share: null, goalShare: null }
  const amount = isShare ? percentWords(value, 1) : measure(value, unit)
  const most = isShare ? 1 : Math.max(denominator ?? 0, value, (threshold ?? 0) * 1.25)
  return {
    main:
      valueAtMost === null
        ? amount
        : `${amount} 到 ${isShare ? percentWords(valueAtMost, 1) : measure(valueAtMost, unit)}`,
    base,
    goal,
    share: most === 0 ? 0 : value / most,
    goalShare: threshold === null || most === 0 ? null : threshold / most,
  }
}

/** A finding that ends in the remedy leaves it to the line below, which says it again. */
export function findingWords({ finding, toPass }: { finding: string; toPass: string | null }): string {
  const rest =
    toPass !== null && finding.endsWith(toPass) ? finding.slice(0, -toPass.length).replace(/[：；，]$/, '') : ''
  return rest === '' ? finding : rest
}

const sideWords = { 'at-least': '至少 ', 'at-most': '最多 ' } as const

function measure(value: number, unit: string): string {
  return `${number(value)} ${unit}`.trim()
}

function baseWords(
  numerator: number | null,
  denominator: number | null,
  unit: string,
  isShare: boolean,
): string | null {
  if (denominator === null) return null
  if (!isShare || numerator === null) return `共 ${measure(denominator, unit)}`
  const whole = (value: number) => countWords(unit === '人' ? Math.round(value) : Number(value.toFixed(1)))
  return `${whole(numerator)} / ${whole(denominator)} ${unit}`.trim()
}

export const originWords = {
  entrances: '从小区出入口出发',
  buildings: '从居住建筑出发（没有出入口数据）',
  point: '从社区中心点出发（没有出入口和建筑数据）',
} as const

export function standardMark(isOfficial: boolean): string {
  return isOfficial ? '官方标准' : '非官方'
}
