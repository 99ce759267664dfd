import './family.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FamilyProposal } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { Choices } from './Choices.tsx'
import { ExtentFields } from './ExtentFields.tsx'
import { Line } from './Line.tsx'
import { proposeFamily } from './mandates.queries.ts'
import { emptyDraft, proposalOf, type RelativeDraft } from './relative-draft.ts'

const lengths = [
  { days: 90, word: '三个月' },
  { days: 365, word: '一年' },
  { days: 1095, word: '三年' },
] as const

/** Asks a relative by number. @param onBehalfOf id of the person whom a clerk helps */
export function AddRelative({ onBehalfOf }: { onBehalfOf?: string }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => emptyDraft(onBehalfOf === undefined ? 'for-them' : 'for-me'))
  const [missing, setMissing] = useState<string | null>(null)
  const set = (change: Partial<RelativeDraft>) => {
    setDraft({ ...draft, ...change })
    setMissing(null)
  }
  const send = useMutation({
    mutationFn: (proposal: FamilyProposal) => proposeFamily(county, proposal, onBehalfOf),
    onSuccess: () => setDraft(emptyDraft(draft.direction)),
    onSettled: () => client.invalidateQueries({ queryKey: ['identity', county, 'mandates'] }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    const made = proposalOf(draft)
    if ('missing' in made) setMissing(made.missing)
    else send.mutate(made.proposal)
  }
  const self = onBehalfOf === undefined ? '我' : '这位居民'
  return (
    <form className="relative-form" onSubmit={submit} noValidate>
      <Choices legend="谁替谁办">
        {(['for-them', 'for-me'] as const).map((direction) => (
          <label key={direction} className="choice">
            <input
              type="radio"
              name="direction"
              checked={draft.direction === direction}
              onChange={() => set({ direction })}
            />
            {direction === 'for-them' ? `${self}替家人办` : `家人替${self}办`}
          </label>
        ))}
      </Choices>
      <Line word="家人的手机号" value={draft.phone} look="tel" onChange={(phone) => set({ phone })} />
      <div className="relative-form__pair">
        <Line word="怎么称呼家人" hint="如 妈妈" value={draft.theirName} onChange={(theirName) => set({ theirName })} />
        <Line word={`家人怎么称呼${self}`} hint="如 小军" value={draft.myName} onChange={(myName) => set({ myName })} />
      </div>
      <ExtentFields extent={draft} onChange={set} />
      <Choices legend="多久有效">
        {lengths.map(({ days, word }) => (
          <label key={days} className="choice">
            <input type="radio" name="days" checked={draft.days === days} onChange={() => set({ days })} />
            {word}
          </label>
        ))}
      </Choices>
      {missing !== null && (
        <p className="mandate__care" role="alert">
          {missing}
        </p>
      )}
      {send.error && <ProblemNotice problem={shownProblem(send.error)} />}
      <Button type="submit" look="main" disabled={send.isPending}>
        发出请求
      </Button>
      {send.data && (
        <p role="status" className="relative-form__sent">
          请求已发出，现在还没有生效。请家人在 {dayTimeWords(send.data.confirmBy)} 前用这个手机号登录，打开“我的 →
          我的家人”确认。没有短信通知，请您告诉家人一声。
        </p>
      )}
    </form>
  )
}
