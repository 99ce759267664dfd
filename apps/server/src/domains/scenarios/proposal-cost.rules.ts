import type { ProposalContent } from '@xiayi/contract/stored-scenarios'

/** 1,000,000,000,000 元: more is a slip of the finger, and sums stay exact far above it. */
export const MOST_FEN = 100_000_000_000_000

/** The sum in fen, or what is wrong with it. Items are whole fen and whole counts, so the sum is exact. */
export function totalFen(costs: ProposalContent['costs']): number | { readonly where: string } {
  let sum = 0
  for (const [at, { quantity, unitPriceFen }] of costs.entries()) {
    sum += quantity * unitPriceFen
    if (sum > MOST_FEN) return { where: `body/costs/${at}` }
  }
  return sum
}
