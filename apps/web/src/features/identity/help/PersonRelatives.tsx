import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MandateReply } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { AddRelative } from '../family/AddRelative.tsx'
import { Line } from '../family/Line.tsx'
import { extentWords, whoWords } from '../family/mandate-words.ts'
import { GuardianForm } from './GuardianForm.tsx'
import { relativesQuery, voidGuardian } from './help.queries.ts'

const stateWords = {
  proposed: '等确认',
  active: '有效',
  declined: '没有同意',
  revoked: '已收回',
  lapsed: '已到期',
} as const

/** Relatives and guardians of the person at the desk. */
export function PersonRelatives({ personId }: { personId: string }) {
  const { code: county } = useCounty()
  const [isShown, setShown] = useState(false)
  const [form, setForm] = useState<'relative' | 'guardian' | null>(null)
  const relatives = useQuery({ ...relativesQuery(county, personId), enabled: isShown })
  const rows = relatives.data?.items.filter(({ basis }) => basis !== 'staff')
  return (
    <section className="card help-form" aria-labelledby="relatives-title">
      <h2 id="relatives-title">家人和监护</h2>
      {!isShown && (
        <p className="row">
          <Button onClick={() => setShown(true)}>看已有的授权</Button>
          <span className="soft small">看了会记进本人的记录。</span>
        </p>
      )}
      {relatives.error && <ProblemNotice problem={shownProblem(relatives.error)} />}
      {relatives.isFetching && <Waiting />}
      {rows?.length === 0 && <p className="soft">还没有。可以在下面替本人添加。</p>}
      {rows !== undefined && rows.length > 0 && (
        <ul className="mandates">
          {rows.map((row) => (
            <Relative key={row.id} row={row} personId={personId} />
          ))}
        </ul>
      )}
      <p className="row">
        <Button look={form === 'relative' ? 'main' : 'plain'} onClick={() => setForm('relative')}>
          替本人添加家人
        </Button>
        <Button look={form === 'guardian' ? 'main' : 'plain'} onClick={() => setForm('guardian')}>
          登记本人是监护人
        </Button>
      </p>
      {form === 'relative' && <AddRelative onBehalfOf={personId} />}
      {form === 'guardian' && <GuardianForm guardianId={personId} />}
    </section>
  )
}

function Relative({ row, personId }: { row: MandateReply; personId: string }) {
  const { basis, state, myPart } = row
  return (
    <li className="mandate">
      <p className="mandate__who">
        <b>{whoWords(row)}</b>
        {basis === 'guardian' ? '监护' : '家人'} · {stateWords[state]}
      </p>
      <p className="soft small">
        {myPart === 'agent' ? '本人替对方' : '对方替本人'}：{extentWords(row)}
      </p>
      {basis === 'guardian' && state === 'active' && <Strike row={row} personId={personId} />}
    </li>
  )
}

function Strike({ row, personId }: { row: MandateReply; personId: string }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [reason, setReason] = useState<string | null>(null)
  const strike = useMutation({
    mutationFn: (words: string) => voidGuardian(county, { of: row, personId, reason: words }),
    onSettled: () => client.invalidateQueries({ queryKey: relativesQuery(county, personId).queryKey }),
  })
  if (reason === null)
    return (
      <p className="row">
        <Button onClick={() => setReason('')}>撤销监护登记…</Button>
      </p>
    )
  return (
    <div className="help-form">
      <Line word="撤销的理由" hint="如 法院变更监护人" most={100} value={reason} onChange={setReason} />
      {strike.error && <ProblemNotice problem={shownProblem(strike.error)} />}
      <p className="row">
        <Button disabled={strike.isPending || reason.trim() === ''} onClick={() => strike.mutate(reason.trim())}>
          确定撤销
        </Button>
        <Button look="main" onClick={() => setReason(null)}>
          先不
        </Button>
      </p>
    </div>
  )
}
