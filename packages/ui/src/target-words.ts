import { countWords, dayWords, percentWords } from './format.ts'

/** What a county promised, as the contract carries it: the same words on every screen and on paper. */
export type ShownTarget = {
  numerator: number | null
  denominator: number
  goal: number
  dueDate: string
  unit: string
}
export type TargetWords = { main: string; base: string | null; goal: string; share: number; goalShare: number }

/** A target is a share of its denominator (goal up to 1) or a count out of it (goal above 1). */
export function targetWords(target: ShownTarget): TargetWords {
  const { numerator, denominator, goal, dueDate, unit } = target
  const isShare = goal <= 1
  const due = `${dayWords(dueDate)}前`
  const goalText = isShare ? `目标 ${percentWords(goal, 1)}` : `目标 ${countWords(goal)} ${unit}`
  const base = `${numerator === null ? '—' : countWords(numerator)} / ${countWords(denominator)}`
  const most = isShare ? denominator : Math.max(denominator, goal)
  return {
    main: isShare && numerator !== null ? percentWords(numerator, denominator) : base,
    base: isShare && numerator !== null ? base : null,
    goal: `${goalText}，${due}`,
    share: numerator === null || most === 0 ? 0 : numerator / most,
    goalShare: isShare || most === 0 ? goal : goal / most,
  }
}
