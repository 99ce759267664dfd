import type { CircleFact, FactValue, NewCircleFact } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { z } from 'zod'

/** An answer as it is typed: everything stays text until it is sent. Lists stand as 购物、家政. */
const typedAnswer = z.object({
  value: z.string(),
  satisfied: z.string(),
  answered: z.string(),
  method: z.string(),
  /** the version of the fact that was on the screen when typing began, 0 for none */
  basedOn: z.number().int().min(0),
  /** true: the same value, seen once more */
  isConfirmed: z.boolean(),
})
export type TypedAnswer = z.infer<typeof typedAnswer>

const typedSheet = z.object({
  answers: z.record(z.string(), typedAnswer),
  /** one evidence and one day for all answers of a sheet */
  evidence: z.string(),
  day: z.string(),
  by: z.string(),
  /** true: to be sent as soon as there is a network */
  isQueued: z.boolean(),
})
export type TypedSheet = z.infer<typeof typedSheet>

export function emptySheet(day: string, by: string): TypedSheet {
  return { answers: {}, evidence: '', day, by, isQueued: false }
}

export function keptSheet(value: unknown): TypedSheet | null {
  const parsed = typedSheet.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** What is recorded, as one would type it. */
export function typedOf(fact: CircleFact | undefined): TypedAnswer {
  const typed = { value: '', satisfied: '', answered: '', method: '', basedOn: fact?.version ?? 0, isConfirmed: false }
  const value = fact?.value ?? null
  if (value === null) return typed
  if (typeof value === 'boolean') return { ...typed, value: value ? 'yes' : 'no' }
  if (Array.isArray(value)) return { ...typed, value: value.length === 0 ? NONE : value.join('、') }
  if (typeof value === 'object')
    return { ...typed, satisfied: String(value.satisfied), answered: String(value.answered), method: value.method }
  return { ...typed, value: String(value) }
}

/** A list of which nothing is there is an answer; an empty field is none. */
const NONE = '一项也没有'

export function itemsOf(text: string): string[] {
  if (text.trim() === NONE) return []
  return [...new Set(text.split(/[、,，;；\n]/).map((item) => item.trim()))].filter((item) => item !== '')
}

export function listText(items: readonly string[]): string {
  return items.join('、')
}

export const noneText = NONE

type Read = { readonly value: FactValue | null } | { readonly fault: string }

/** The answer that was typed; null when everything is blank: nobody knows. */
export function readTyped(question: StandardQuestion, typed: TypedAnswer): Read {
  if (question.kind === 'survey') return readSurvey(typed)
  const text = typed.value.trim()
  if (text === '') return { value: null }
  if (question.kind === 'number') return readNumber(question, text)
  if (question.kind === 'boolean') return { value: text === 'yes' }
  if (question.kind === 'list') return { value: itemsOf(text) }
  return { value: text }
}

function readNumber({ isWhole, min, max }: StandardQuestion, typed: string): Read {
  const text = typed.normalize('NFKC').replaceAll(/[,\s]/g, '')
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return { fault: '填阿拉伯数字' }
  const value = Number(text)
  if (isWhole && !Number.isInteger(value)) return { fault: '填整数' }
  if (min !== null && value < min) return { fault: `不能小于 ${min}` }
  if (max !== null && value > max) return { fault: `超过 ${max}，核对一下单位` }
  return { value }
}

function readSurvey({ satisfied, answered, method }: TypedAnswer): Read {
  const parts = [satisfied, answered, method].map((part) => part.trim())
  if (parts.every((part) => part === '')) return { value: null }
  const [yes = '', all = '', how = ''] = parts
  if (!/^\d{1,9}$/.test(yes) || !/^\d{1,9}$/.test(all)) return { fault: '份数填整数' }
  if (Number(yes) > Number(all)) return { fault: '满意的份数多于已答的份数' }
  if (how === '') return { fault: '写上怎么调查的' }
  return { value: { satisfied: Number(yes), answered: Number(all), method: how } }
}

/** What is typed says the same as what is recorded. */
export function isAsRecorded(question: StandardQuestion, typed: TypedAnswer, fact: CircleFact | undefined): boolean {
  const read = readTyped(question, typed)
  return 'value' in read && JSON.stringify(read.value) === JSON.stringify(fact?.value ?? null)
}

/** Somebody changed the fact after typing began. The same change by both is none. */
export function isOvertaken(question: StandardQuestion, typed: TypedAnswer, fact: CircleFact | undefined): boolean {
  return typed.basedOn !== (fact?.version ?? 0) && !isAsRecorded(question, typed, fact)
}

export interface SheetContent {
  readonly facts: readonly NewCircleFact[]
  /** by key: what is wrong with an answer */
  readonly faults: Readonly<Record<string, string>>
}

/** What there is to send of a sheet, and what has to be mended first. */
export function contentOf(
  sheet: TypedSheet,
  questions: readonly StandardQuestion[],
  facts: readonly CircleFact[],
): SheetContent {
  const known = new Map(facts.map((fact) => [fact.key, fact]))
  const content: NewCircleFact[] = []
  const faults: Record<string, string> = {}
  for (const question of questions) {
    const typed = sheet.answers[question.key]
    if (typed === undefined) continue
    const read = readTyped(question, typed)
    if ('fault' in read) {
      faults[question.key] = read.fault
      continue
    }
    const isNothing = read.value === null && (known.get(question.key)?.value ?? null) === null
    if (isNothing) continue
    const evidence = sheet.evidence.trim()
    content.push({
      key: question.key,
      value: read.value,
      evidence: evidence === '' ? null : evidence,
      observedOn: sheet.day,
      basedOn: typed.basedOn,
    })
  }
  return { facts: content, faults }
}
