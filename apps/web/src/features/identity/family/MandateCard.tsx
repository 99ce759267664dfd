import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { MandateMove, MandateReply } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords, dayWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { endWords, extentWords, whoWords } from './mandate-words.ts'
import { moveMandate } from './mandates.queries.ts'

/** One mandate as one of its two sides sees it, with what they may do now. */
export function MandateCard({ mandate }: { mandate: MandateReply }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const act = useMutation({
    mutationFn: (move: MandateMove) => moveMandate(county, mandate, move),
    onSettled: () => client.invalidateQueries({ queryKey: ['identity', county, 'mandates'] }),
  })
  const may = (move: MandateMove) => mandate.moves.includes(move)
  const who = whoWords(mandate)
  return (
    <li className="mandate" aria-label={who}>
      <p className="mandate__who">
        <b>{who}</b> <Basis mandate={mandate} />
      </p>
      <p>{sentence(mandate)}</p>
      <p className="soft small">{timeWords(mandate)}</p>
      {may('confirm') && mandate.myPart === 'principal' && (
        <p className="mandate__care">不认识这个人，或者没有说好，就不要同意。同意以后，随时可以收回。</p>
      )}
      {act.error && <ProblemNotice problem={shownProblem(act.error)} />}
      {mandate.moves.length > 0 && (
        <p className="row">
          {may('confirm') && (
            <Button look="main" disabled={act.isPending} onClick={() => act.mutate('confirm')}>
              同意
            </Button>
          )}
          {may('decline') && (
            <Button disabled={act.isPending} onClick={() => act.mutate('decline')}>
              不同意
            </Button>
          )}
          {may('revoke') && !isAsking && <Button onClick={() => setAsking(true)}>{revokeWord(mandate)}…</Button>}
          {may('revoke') && isAsking && (
            <>
              <Button disabled={act.isPending} onClick={() => act.mutate('revoke')}>
                确定{revokeWord(mandate)}
              </Button>
              <Button look="main" onClick={() => setAsking(false)}>
                先不
              </Button>
            </>
          )}
        </p>
      )}
    </li>
  )
}

function Basis({ mandate: { basis, myPart, state } }: { mandate: MandateReply }) {
  if (state === 'proposed') return <Tag tone="unknown">等确认</Tag>
  if (state !== 'active') return null
  if (basis === 'guardian') return <Tag tone="lake">{myPart === 'agent' ? '您是监护人' : '您的监护人'}</Tag>
  return basis === 'staff' ? <Tag tone="lake">正在代办</Tag> : <Tag tone="pass">有效</Tag>
}

function sentence(mandate: MandateReply): string {
  const what = extentWords(mandate)
  if (mandate.basis === 'staff') return `工作人员替您办：${what}。理由：${mandate.reason ?? '没有写'}`
  return mandate.myPart === 'agent' ? `您可以替对方：${what}` : `对方可以替您：${what}`
}

function timeWords(mandate: MandateReply): string {
  const { state, confirmBy, until, endedAt, basis } = mandate
  if (endedAt !== null) return `${endWords(mandate)} · ${dayTimeWords(endedAt)}`
  if (state === 'proposed' && confirmBy !== null) return `${dayTimeWords(confirmBy)} 前没有确认就作废`
  if (until === null) return ''
  return `到 ${basis === 'staff' ? dayTimeWords(until) : dayWords(until)} 为止`
}

function revokeWord({ state, basis, myPart }: MandateReply): string {
  if (state === 'proposed') return '撤回请求'
  if (basis === 'staff') return '结束代办'
  return myPart === 'agent' ? '不再代办' : '收回'
}
