import '../facts/facts.css'
import './drawing.css'
import type { TargetFixing } from '@xiayi/contract/circles'
import { Field } from '@xiayi/ui/Field.tsx'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { type TypedTarget, targetKinds, targetOf } from './target-form.ts'

type TargetFormProps = {
  start: TypedTarget
  basedOn: number
  tiers: readonly { id: string; name: string }[]
  isSaving: boolean
  onSave: (target: TargetFixing) => void
  refusal: ReactNode
}

/** A promise with its fixed and dated denominator. */
export function TargetForm({ start, basedOn, tiers, isSaving, onSave, refusal }: TargetFormProps) {
  const [typed, setTyped] = useState(start)
  const put = (patch: Partial<TypedTarget>) => setTyped({ ...typed, ...patch })
  const { target, faults } = targetOf(typed, basedOn)
  const isCount = typed.kind === 'pilots'
  const text = (word: string, name: 'title' | 'goal' | 'denominator' | 'denominatorLabel' | 'by', isFigure = false) => (
    <Field word={word}>
      {(id) => (
        <Input
          id={id}
          inputMode={isFigure ? 'decimal' : 'text'}
          maxLength={name === 'title' ? 80 : name === 'by' ? 40 : 60}
          value={typed[name]}
          onChange={(event) => put({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const day = (word: string, name: 'fixedOn' | 'dueDate') => (
    <Field word={word}>
      {(id) => (
        <input
          id={id}
          type="date"
          className="answer__text"
          value={typed[name]}
          onChange={(event) => put({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form
      className="target-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (target !== null) onSave(target)
      }}
    >
      {text('目标的名称', 'title')}
      <Field word="数什么">
        {(id) => <Select id={id} value={typed.kind} options={targetKinds} onChange={(kind) => put({ kind })} />}
      </Field>
      {typed.kind !== 'satisfaction' && (
        <Field word="达到哪一级才算">
          {(id) => (
            <Select
              id={id}
              placeholder="选一级"
              value={typed.tierId}
              options={tiers.map(({ id: value, name }) => ({ value, label: name }))}
              onChange={(tierId: string) => put({ tierId })}
            />
          )}
        </Field>
      )}
      {text(isCount ? '目标（个）' : '目标（%）', 'goal', true)}
      {typed.kind !== 'satisfaction' && text('分母', 'denominator', true)}
      {text('分母是什么', 'denominatorLabel')}
      {day('分母哪天定的', 'fixedOn')}
      {day('期限', 'dueDate')}
      {text('登记人（姓名或岗位）', 'by')}
      {faults.length > 0 && <p className="soft small target-form__wide">还差：{faults.join('；')}。</p>}
      <div className="target-form__wide">{refusal}</div>
      <div className="row target-form__wide">
        <Button type="primary" htmlType="submit" loading={isSaving} disabled={target === null}>
          定下来
        </Button>
      </div>
    </form>
  )
}
