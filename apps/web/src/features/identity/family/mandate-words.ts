import type { MandateReply, MandateScope } from '@xiayi/contract/mandates'
import { moneyWords } from '@xiayi/ui/format'

export const scopeWords = {
  enquire: '查询',
  apply: '办事和预约',
  order: '下单',
  pay: '缴费',
} as const satisfies Record<MandateScope, string>

export const scopeHints = {
  enquire: '看办事、预约和订单的进展',
  apply: '填表申请，预约时间',
  order: '买东西，订服务',
  pay: '交水电气暖等费用',
} as const satisfies Record<MandateScope, string>

/** What may be done, how much it may cost, and what of the month is used. */
export function extentWords({ scopes, money, usedThisMonthFen, state }: MandateReply): string {
  const what = scopes.map((scope) => scopeWords[scope]).join('、')
  if (money === null) return `${what}；不能花钱`
  const used = state === 'active' ? `，本月已用 ${moneyWords(usedThisMonthFen)}` : ''
  return `${what}；每次最多 ${moneyWords(money.perDeedFen)}，每月最多 ${moneyWords(money.perMonthFen)}${used}`
}

export function whoWords({ other }: Pick<MandateReply, 'other'>): string {
  return [other.name, other.phone].filter((word) => word !== null).join(' ') || '一位家人'
}

const enders = { me: '您', other: '对方', staff: '工作人员', clock: '' } as const

/** How it ended, in a few words. */
export function endWords({ state, endedBy, basis, until }: MandateReply): string {
  if (state === 'lapsed') return until === null ? '七天没有确认，作废了' : '到期了'
  if (state === 'declined') return endedBy === 'me' ? '您没有同意' : '对方没有同意'
  const verb = basis === 'staff' ? '结束了' : basis === 'guardian' ? '撤销了' : '收回了'
  return `${enders[endedBy ?? 'other']}${verb}`
}

/** An amount in yuan as somebody types it, in whole fen; undefined for what is none or has parts of a fen. */
export function fenOf(text: string): number | undefined {
  const typed = text.normalize('NFKC').replaceAll(/[\s,¥元]/g, '')
  const [, yuan, fen = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed) ?? []
  if (yuan === undefined) return undefined
  const sum = Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
  return sum > 0 ? sum : undefined
}
