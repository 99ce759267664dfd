import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NetworkEditWish } from '@xiayi/contract/network-edits'
import { Field } from '@xiayi/ui/Field.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button, Input } from 'antd'
import { useState } from 'react'
import {
  asksToCutOff,
  networkEditsQuery,
  networkEditTrialQuery,
  saveNetworkEdit,
} from '../../../features/places/edits.queries.ts'
import { PreviewFigures } from '../../../features/scenarios/PreviewFigures.tsx'
import { usePreview } from '../../../features/scenarios/preview-runner.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { layerView } from '../layers/layer-view.ts'
import { usePlanner } from '../use-planner.ts'
import { changeOf, setEditDraft } from './edit-draft.ts'
import { keepReachBefore, useReachNow } from './reach-before.ts'

/** What was drawn: whether it fits, whom it serves or cuts off, why and who; then saved or put away. */
export function DraftForm({ draft }: { draft: NetworkEditWish }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const { show } = usePlanner()
  const [why, setWhy] = useState('')
  const [by, setBy] = useState('')
  const trial = useQuery(networkEditTrialQuery(code, draft))
  const edits = useQuery(networkEditsQuery(code))
  const reach = useReachNow()
  const save = useMutation({
    mutationFn: (mayCutOff: boolean) =>
      saveNetworkEdit(code, { edit: draft, baseVersion: edits.data?.networkVersion ?? '', why, by, mayCutOff }),
    onSuccess: ({ edit }) => {
      keepReachBefore(edit.id, reach)
      setEditDraft(null)
      show({ pen: null, edit: edit.id })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['places', code] }),
  })
  const putAway = () => setEditDraft(null)
  const problem = save.error === null ? null : shownProblem(save.error)
  const cutsOff = (trial.data?.cutOff.residents ?? 0) > 0 || (problem !== null && asksToCutOff(problem))
  return (
    <form
      className="edit__draft"
      aria-label="未保存的修改"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(cutsOff)
      }}
    >
      {trial.isPending && <Waiting label="正在试接路网…" />}
      {trial.error !== null && <ProblemNotice problem={shownProblem(trial.error)} />}
      {trial.data?.warnings.map((warning) => (
        <p key={warning} role="alert" className="x-notice x-notice--fail">
          {warning}
        </p>
      ))}
      {trial.data !== undefined && <Impact draft={draft} />}
      <Options draft={draft} />
      <Field word="为什么改（如：现场核实，有一条小路）" isWide>
        {(id) => <Input id={id} maxLength={200} value={why} onChange={({ target }) => setWhy(target.value)} />}
      </Field>
      <Field word="登记人（姓名或岗位）" isWide>
        {(id) => <Input id={id} maxLength={40} value={by} onChange={({ target }) => setBy(target.value)} />}
      </Field>
      {problem !== null && !asksToCutOff(problem) && <ProblemNotice problem={problem} />}
      <p className="edit__row">
        <Button
          htmlType="submit"
          type="primary"
          danger={cutsOff}
          loading={save.isPending}
          disabled={trial.data === undefined}
        >
          {cutsOff ? '仍要保存' : '保存修改'}
        </Button>
        <Button onClick={putAway}>不改了</Button>
      </p>
    </form>
  )
}

/** Whom it brings within reach or takes out of it, before it is saved. */
function Impact({ draft }: { draft: NetworkEditWish }) {
  const { code } = useCounty()
  const { search } = usePlanner()
  const categoryName = useCategoryName()
  const { profile, within } = layerView(search)
  const { reply, isAsking } = usePreview(code, { changes: [changeOf(draft)], profile, withinMinutes: within })
  if (reply === null) return isAsking ? <p className="small soft">正在算会影响多少人…</p> : null
  const touched = reply.changes.filter(({ residentsBefore, residentsAfter }) => residentsBefore !== residentsAfter)
  if (touched.length === 0) return <p className="small">{within} 分钟内各类走得到的人数都不变。</p>
  return <PreviewFigures preview={{ ...reply, changes: touched }} isStale={isAsking} categoryName={categoryName} />
}

function Options({ draft }: { draft: NetworkEditWish }) {
  if (draft.kind === 'add-path')
    return (
      <label className="planner__tick">
        <input
          type="checkbox"
          checked={draft.hasSteps}
          onChange={({ target }) => setEditDraft({ ...draft, hasSteps: target.checked })}
        />
        有台阶（轮椅走不了）
      </label>
    )
  if (draft.kind === 'add-crossing')
    return (
      <label className="planner__tick">
        <input
          type="checkbox"
          checked={draft.hasSignals}
          onChange={({ target }) => setEditDraft({ ...draft, hasSignals: target.checked })}
        />
        有红绿灯
      </label>
    )
  return null
}
