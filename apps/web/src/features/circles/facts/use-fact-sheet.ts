import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CircleFact } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { useKeptDraft } from '../../../live/kept-draft.ts'
import { useNow } from '../../../live/now.ts'
import { RequestProblem } from '../../../live/request.ts'
import { todayIn } from './fact-words.ts'
import { circleFactsQuery, saveFacts } from './facts.queries.ts'
import {
  contentOf,
  emptySheet,
  isAsRecorded,
  isOvertaken,
  keptSheet,
  type TypedAnswer,
  type TypedSheet,
  typedOf,
} from './typed-answer.ts'

const BY = 'xiayi.by'

export interface FactSheetOptions {
  readonly circleId: string
  readonly standard: string
  readonly questions: readonly StandardQuestion[]
  readonly channel: 'screen' | 'phone'
}

/** The one name under which a circle's answers are kept on this device, on the desk and on the phone alike. */
export function sheetDraftName(county: string, circleId: string): string {
  return `facts ${county} ${circleId}`
}

/**
 * One circle's sheet while somebody fills it in. What is typed stays on this device until it is sent; each answer remembers
 * the version it was based on, so that an answer typed an hour ago does not overwrite one recorded meanwhile.
 */
export function useFactSheet({ circleId, standard, questions, channel }: FactSheetOptions) {
  const { code } = useCounty()
  const client = useQueryClient()
  const recorded = useQuery(circleFactsQuery(code, circleId))
  const facts = new Map<string, CircleFact>(recorded.data?.items.map((fact) => [fact.key, fact]) ?? [])
  const start = emptySheet(todayIn(useNow()), localStorage.getItem(BY) ?? '')
  const { draft, isKept, change, forget } = useKeptDraft(sheetDraftName(code, circleId), start, keptSheet)
  const [evaluationJobId, setEvaluationJobId] = useState<string | null>(null)
  const content = contentOf(draft, questions, recorded.data?.items ?? [])
  const overtaken = questions.filter((question) => {
    const typed = draft.answers[question.key]
    return typed !== undefined && isOvertaken(question, typed, facts.get(question.key))
  })
  const send = useMutation({
    // Without a network it fails at once, and the sheet says that it waits.
    networkMode: 'always',
    mutationFn: () => {
      const by = draft.by.trim()
      return saveFacts(code, {
        circleId,
        standard,
        sheet: { channel, facts: [...content.facts], ...(by === '' ? {} : { by }) },
      })
    },
    onSuccess(saved) {
      localStorage.setItem(BY, draft.by.trim())
      client.setQueryData(circleFactsQuery(code, circleId).queryKey, { items: saved.items })
      setEvaluationJobId(saved.evaluationJobId)
      forget()
      void client.invalidateQueries({ queryKey: ['circles', code, 'facts'] })
      void client.invalidateQueries({ queryKey: ['circles', code, 'fact-history', circleId] })
    },
    onError(error) {
      if (isPassing(error)) return
      change({ ...draft, isQueued: false })
      // Somebody was faster: what they recorded is shown beside what was typed.
      if (error instanceof RequestProblem && error.status === 412) void recorded.refetch()
    },
  })
  function put(patch: Partial<TypedSheet>) {
    change({ ...draft, ...patch })
  }
  function answer(question: StandardQuestion, patch: Partial<TypedAnswer>) {
    const fact = facts.get(question.key)
    const typed = { ...(draft.answers[question.key] ?? typedOf(fact)), ...patch }
    const { [question.key]: _, ...others } = draft.answers
    const isNothingNew = isAsRecorded(question, typed, fact) && !typed.isConfirmed
    const answers = isNothingNew ? others : { ...others, [question.key]: typed }
    if (Object.keys(answers).length === 0) forget()
    else change({ ...draft, answers })
  }
  return {
    recorded,
    facts,
    draft,
    isKept,
    content,
    overtaken,
    send,
    evaluationJobId,
    put,
    answer,
    forget,
    typedFor: (question: StandardQuestion) => draft.answers[question.key] ?? typedOf(facts.get(question.key)),
    /** keeps what was typed although somebody else was faster */
    insist: (question: StandardQuestion) => answer(question, { basedOn: facts.get(question.key)?.version ?? 0 }),
    /** drops what was typed for one question */
    giveUp(question: StandardQuestion) {
      const { [question.key]: _, ...answers } = draft.answers
      if (Object.keys(answers).length === 0) forget()
      else change({ ...draft, answers })
    },
  }
}

/** A lost network or a busy server: the same sheet may go through later. */
export function isPassing(error: unknown): boolean {
  return error instanceof RequestProblem && (error.status === 0 || error.status === 429 || error.status >= 500)
}

export type FactSheetState = ReturnType<typeof useFactSheet>
