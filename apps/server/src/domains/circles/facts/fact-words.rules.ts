import type { FactValue } from '@xiayi/contract/circle-facts'

export const STATUS_WORDS = { submitted: '已提交', approved: '已通过', rejected: '未通过' } as const

/** A recorded answer as people read it; null is what nobody knows. */
export function answerWords(value: FactValue | null, unit: string | null): string {
  if (value === null) return '不知道'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return unit === null ? String(value) : `${value} ${unit}`
  if (typeof value === 'string') return statusWord(value)
  if (Array.isArray(value)) return value.length === 0 ? '一项也没有' : value.join('、')
  return `${value.answered} 份答卷中满意 ${value.satisfied} 份（${value.method}）`
}

function statusWord(text: string): string {
  return text === 'submitted' || text === 'approved' || text === 'rejected' ? STATUS_WORDS[text] : text
}
