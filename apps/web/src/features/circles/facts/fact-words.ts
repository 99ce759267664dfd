import type { CircleFact, FactValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'

export const statusWords = { submitted: '已提交', approved: '已通过', rejected: '未通过' } as const

export const channelWords = {
  screen: '在登记页填写',
  phone: '用手机填写',
  sheet: '从表格导入',
  program: '随数据带入',
} as const satisfies Record<CircleFact['channel'], string>

/** A recorded answer as people read it; null is what nobody knows. */
export function answerWords(value: FactValue | null, unit: string | null): string {
  if (value === null) return '不知道'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') {
    const digits = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 10 }).format(value)
    return unit === null ? digits : `${digits} ${unit}`
  }
  if (typeof value === 'string')
    return value === 'submitted' || value === 'approved' || value === 'rejected' ? statusWords[value] : value
  if (Array.isArray(value)) return value.length === 0 ? '一项也没有' : value.join('、')
  return `${value.satisfied} / ${value.answered} 份满意`
}

const DAY_MS = 86_400_000

function daysOld(observedOn: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(`${observedOn}T00:00:00+08:00`)) / DAY_MS))
}

/** 今天, 12 天前, 3 个月前, 2 年前: a fact's age at a glance. */
export function factAgeWords(observedOn: string, now: number): string {
  const days = daysOld(observedOn, now)
  if (days < 1) return '今天'
  if (days < 60) return `${days} 天前`
  return days < 730 ? `${Math.floor(days / 30.44)} 个月前` : `${Math.floor(days / 365.25)} 年前`
}

/** True when its clauses no longer take it: older than the strictest of them allows. */
export function isStale(observedOn: string, question: StandardQuestion, now: number): boolean {
  return question.maxAgeDays !== null && daysOld(observedOn, now) > question.maxAgeDays
}

/** The county's local day, YYYY-MM-DD. */
export function todayIn(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}

/** What kind of answer is asked for, in a few words. */
export function askWords(question: StandardQuestion): string {
  const kinds = {
    number: question.unit === null ? '填数字' : `填数字，单位${question.unit}`,
    boolean: '选是或否',
    text: question.isClosed ? '选一个' : '填几个字',
    list: '有的都勾上',
    survey: '填三样：满意份数、已答份数、怎么调查的',
    evidence: '选材料的状态',
  }
  return kinds[question.kind]
}

/** Topics in the order in which they first come. */
export function questionsByTopic(questions: readonly StandardQuestion[]): [topic: string, StandardQuestion[]][] {
  const topics = new Map<string, StandardQuestion[]>()
  for (const question of questions) topics.set(question.topic, [...(topics.get(question.topic) ?? []), question])
  return [...topics]
}
