import type { FactValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'

export interface AnswerFault {
  readonly message: string
  readonly remedy: string
}

const STATUSES = new Set(['submitted', 'approved', 'rejected'])

/** Null when the value answers the question; else what is wrong with it and what to do. */
export function answerFault(question: StandardQuestion, value: FactValue): AnswerFault | null {
  switch (question.kind) {
    case 'number':
      return numberFault(question, value)
    case 'boolean':
      return typeof value === 'boolean' ? null : { message: '应为“是”或“否”', remedy: '填是或否' }
    case 'text':
      return textFault(question, value)
    case 'list':
      return Array.isArray(value) ? listFault(value) : { message: '应为一张清单', remedy: '一项一项列出来，用顿号隔开' }
    case 'survey':
      return isSurvey(value)
        ? null
        : { message: '应为满意份数、已答份数和调查方法', remedy: '三样都填，满意的份数不多于已答的份数' }
    case 'evidence':
      return typeof value === 'string' && STATUSES.has(value)
        ? null
        : { message: '应为已提交、已通过或未通过', remedy: '从这三样里选一个' }
  }
}

function numberFault({ unit, min, max, isWhole }: StandardQuestion, value: FactValue): AnswerFault | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return { message: '应为数字', remedy: unit === null ? '填阿拉伯数字' : `填阿拉伯数字，单位是${unit}` }
  }
  if (isWhole && !Number.isInteger(value)) return { message: '应为整数', remedy: '去掉小数' }
  if (min !== null && value < min) return { message: `不能小于 ${min}`, remedy: '核对数字和单位' }
  if (max !== null && value > max) return { message: `不像真的：超过 ${max}`, remedy: '核对数字和单位' }
  return null
}

function textFault({ isClosed, options }: StandardQuestion, value: FactValue): AnswerFault | null {
  if (typeof value !== 'string' || value.trim() === '') return { message: '应为文字', remedy: '写几个字' }
  if (!isClosed || options.includes(value)) return null
  return { message: `“${value}”不在可选的答案里`, remedy: `从这些里选：${options.join('、')}` }
}

function listFault(items: readonly string[]): AnswerFault | null {
  if (items.some((item) => item.trim() === '')) return { message: '清单里有空的一项', remedy: '删去空的一项' }
  if (new Set(items).size !== items.length) return { message: '清单里有重复的项', remedy: '重复的只留一项' }
  return null
}

function isSurvey(value: FactValue): boolean {
  return typeof value === 'object' && 'answered' in value && value.satisfied <= value.answered
}

/** Null when a fact may have been seen on that day. */
export function dayFault(day: string, today: string): AnswerFault | null {
  if (day > today) return { message: `${day} 还没有到`, remedy: '填看到或核实的那一天' }
  if (day < '2000-01-01') return { message: `${day} 太早`, remedy: '填看到或核实的那一天' }
  return null
}
