import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Guardianship } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { ExtentFields } from '../family/ExtentFields.tsx'
import { Line } from '../family/Line.tsx'
import { emptyGuardian, type GuardianDraft, guardianshipOf } from './guardian-draft.ts'
import { attestGuardian, relativesQuery } from './help.queries.ts'

/** The person at the desk is somebody's guardian; the clerk has seen the paper. */
export function GuardianForm({ guardianId }: { guardianId: string }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [draft, setDraft] = useState<GuardianDraft>(emptyGuardian)
  const [missing, setMissing] = useState<string | null>(null)
  const set = (change: Partial<GuardianDraft>) => {
    setDraft({ ...draft, ...change })
    setMissing(null)
  }
  const send = useMutation({
    mutationFn: (paper: Guardianship) => attestGuardian(county, guardianId, paper),
    onSuccess: () => setDraft(emptyGuardian),
    onSettled: () => client.invalidateQueries({ queryKey: relativesQuery(county, guardianId).queryKey }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    const made = guardianshipOf(draft)
    if ('missing' in made) setMissing(made.missing)
    else send.mutate(made.paper)
  }
  return (
    <form className="relative-form" aria-label="登记监护" onSubmit={submit} noValidate>
      <div className="relative-form__pair">
        <Line word="被监护人的姓名" most={40} value={draft.name} onChange={(name) => set({ name })} />
        <Line word="被监护人的手机号（没有不填）" look="tel" value={draft.phone} onChange={(phone) => set({ phone })} />
        <Line
          word="证明材料和编号"
          hint="如 出生医学证明 Q41…"
          most={120}
          value={draft.proof}
          onChange={(proof) => set({ proof })}
        />
        <Line word="有效几年" look="decimal" most={2} value={draft.years} onChange={(years) => set({ years })} />
      </div>
      <ExtentFields extent={draft} onChange={set} />
      {missing !== null && (
        <p className="mandate__care" role="alert">
          {missing}
        </p>
      )}
      {send.error && <ProblemNotice problem={shownProblem(send.error)} />}
      <p className="row">
        <Button type="submit" look="main" disabled={send.isPending}>
          看过原件，登记
        </Button>
        <span className="soft small">编号加密保存。您的姓名会和这项登记记在一起。</span>
      </p>
      {send.data && (
        <p role="status" className="relative-form__sent">
          监护已登记，马上有效。
        </p>
      )}
    </form>
  )
}
