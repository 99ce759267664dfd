import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StoredScenario } from '@xiayi/contract/stored-scenarios'
import { Field } from '@xiayi/ui/Field.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { changeScenario, saveScenario } from '../../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { withinOf } from '../siting/siting-search.ts'
import { usePlanner } from '../use-planner.ts'
import { startAnew, takeScenario, useKeptSketch } from './sketch.ts'
import { profileOf } from './what-if-search.ts'

/** Saves what is in hand: as a new scenario, or as the next version of the one that was opened. */
export function SaveScenario() {
  const { code } = useCounty()
  const client = useQueryClient()
  const { search, show } = usePlanner()
  const { changes, scenario, past } = useKeptSketch()
  const [name, setName] = useState<string | null>(null)
  const [by, setBy] = useState('')
  const shown = name ?? scenario?.name ?? ''
  const draft = () => ({
    name: shown.trim(),
    note: scenario?.note ?? '',
    changes: [...changes],
    profile: profileOf(search),
    withinMinutes: withinOf(search),
    ...(by.trim() !== '' && { by: by.trim() }),
  })
  const kept = async (saved: StoredScenario) => {
    takeScenario({ id: saved.id, version: saved.version, name: saved.name, note: saved.note }, saved.changes)
    setName(null)
    client.setQueryData(['scenarios', code, 'one', saved.id], saved)
    await client.invalidateQueries({ queryKey: ['scenarios', code, 'list'] })
    show({ scenario: saved.id }, { replace: true })
  }
  const add = useMutation({ mutationFn: () => saveScenario(code, draft()), onSuccess: kept })
  const change = useMutation({
    mutationFn: (of: { id: string; version: number }) => changeScenario(code, of, draft()),
    onSuccess: kept,
  })
  if (changes.length === 0 && scenario === null) return null
  const isBusy = add.isPending || change.isPending
  const error = add.error ?? change.error
  const isNamed = shown.trim() !== ''
  return (
    <form
      className="what-if__row"
      aria-label="保存方案"
      onSubmit={(event) => {
        event.preventDefault()
        if (scenario === null) add.mutate()
        else change.mutate(scenario)
      }}
    >
      <Field word="方案名称" isWide>
        {(id) => <Input id={id} maxLength={60} value={shown} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Field word="登记人">
        {(id) => <Input id={id} maxLength={40} value={by} onChange={({ target }) => setBy(target.value)} />}
      </Field>
      <Button
        htmlType="submit"
        type="primary"
        loading={isBusy}
        disabled={!isNamed || (scenario !== null && past.length === 0 && name === null)}
      >
        {scenario === null ? '保存方案' : '保存这一版'}
      </Button>
      {scenario !== null && (
        <Button disabled={!isNamed || isBusy} onClick={() => add.mutate()}>
          另存为
        </Button>
      )}
      <Button
        type="text"
        onClick={() => {
          startAnew()
          show({ scenario: null }, { replace: true })
        }}
      >
        清空重来
      </Button>
      {error !== null && <ProblemNotice problem={shownProblem(error)} />}
    </form>
  )
}
