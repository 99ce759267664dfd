import { costItem, type Proposal, type ProposalContent, proposalContent } from '@xiayi/contract/stored-scenarios'
import { z } from 'zod'
import { fenOf, yuanText } from './money.ts'

/** The form as it is typed: amounts stay text until they are amounts. */
const row = z.object({ item: z.string(), quantity: z.string(), unit: z.string(), price: z.string() })
const form = z.object({
  reason: z.string(),
  costs: z.array(row),
  fundingSource: z.string(),
  ownerUnit: z.string(),
  dueDate: z.string(),
  by: z.string(),
})
export type ProposalTyped = z.infer<typeof form>
export type CostTyped = z.infer<typeof row>

export const emptyCost: CostTyped = { item: '', quantity: '1', unit: '处', price: '' }
export const emptyProposal: ProposalTyped = {
  reason: '',
  costs: [emptyCost],
  fundingSource: '',
  ownerUnit: '',
  dueDate: '',
  by: '',
}

export function keptProposal(value: unknown): ProposalTyped | null {
  const parsed = form.safeParse(value)
  return parsed.success ? parsed.data : null
}

export function typedOf(proposal: Proposal | null): ProposalTyped {
  if (proposal === null) return emptyProposal
  return {
    reason: proposal.reason,
    costs: proposal.costs.map(({ item, quantity, unit, unitPriceFen }) => ({
      item,
      quantity: String(quantity),
      unit,
      price: yuanText(unitPriceFen),
    })),
    fundingSource: proposal.fundingSource,
    ownerUnit: proposal.ownerUnit,
    dueDate: proposal.dueDate ?? '',
    by: '',
  }
}

export type ProposalRead = { content: ProposalContent; fault: null } | { content: null; fault: string }

/** What is typed, as it will be stored; rows that nobody began are left out. */
export function contentOf(typed: ProposalTyped): ProposalRead {
  const costs: ProposalContent['costs'] = []
  for (const [at, each] of typed.costs.entries()) {
    if (each.item.trim() === '' && each.price.trim() === '') continue
    const parsed = costItem.safeParse({
      item: each.item,
      quantity: /^\d+$/.test(each.quantity.trim()) ? Number(each.quantity) : Number.NaN,
      unit: each.unit,
      unitPriceFen: fenOf(each.price),
    })
    if (!parsed.success)
      return { content: null, fault: `第 ${at + 1} 项费用：写上项目、整数的数量（最多 10000）、单位，单价写成 12.50。` }
    costs.push(parsed.data)
  }
  const parsed = proposalContent.safeParse({
    reason: typed.reason,
    costs,
    fundingSource: typed.fundingSource.trim(),
    ownerUnit: typed.ownerUnit.trim(),
    dueDate: typed.dueDate === '' ? null : typed.dueDate,
  })
  return parsed.success
    ? { content: parsed.data, fault: null }
    : { content: null, fault: '有一处太长，或日期不对。理由最多 2000 字，资金来源 100 字，责任单位 60 字。' }
}

/** In fen; null while an amount is not readable. */
export function totalOf({ costs }: ProposalTyped): number | null {
  let sum = 0
  for (const { item, quantity, price } of costs) {
    if (item.trim() === '' && price.trim() === '') continue
    const fen = fenOf(price)
    if (fen === null || !/^\d+$/.test(quantity.trim())) return null
    sum += fen * Number(quantity)
  }
  return sum
}
