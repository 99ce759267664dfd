import type { Proposal, ProposalContent } from '@xiayi/contract/stored-scenarios'
import { Field } from '@xiayi/ui/Field.tsx'
import { moneyWords } from '@xiayi/ui/format'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useKeptDraft } from '../../live/kept-draft.ts'
import {
  type CostTyped,
  contentOf,
  emptyCost,
  keptProposal,
  type ProposalTyped,
  totalOf,
  typedOf,
} from './proposal-form.ts'

type ProposalFormProps = {
  scenarioId: string
  proposal: Proposal | null
  isSaving: boolean
  onSave: (content: ProposalContent, by: string | undefined, onDone: () => void) => void
}

/** Reason, costs, money, unit, day. What is typed is kept on this device until it is saved. */
export function ProposalForm({ scenarioId, proposal, isSaving, onSave }: ProposalFormProps) {
  const { draft, isKept, change, forget } = useKeptDraft(`proposal ${scenarioId}`, typedOf(proposal), keptProposal)
  const [fault, setFault] = useState<string | null>(null)
  const put = (patch: Partial<ProposalTyped>) => change({ ...draft, ...patch })
  const total = totalOf(draft)
  function save() {
    const { content, fault: found } = contentOf(draft)
    setFault(found)
    if (content !== null) onSave(content, draft.by.trim() === '' ? undefined : draft.by.trim(), forget)
  }
  return (
    <form
      className="proposal"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field word="为什么要做">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => put({ reason: event.target.value })}
          />
        )}
      </Field>
      <Costs costs={draft.costs} onChange={(costs) => put({ costs })} />
      <p className="proposal__total" role="status">
        合计 <b className="x-num">{total === null ? '—' : moneyWords(total)}</b>
      </p>
      <WhoAndWhen draft={draft} put={put} />
      {fault !== null && (
        <p role="alert" className="x-notice x-notice--fail">
          {fault}
        </p>
      )}
      <div className="proposal__row">
        <Button type="primary" htmlType="submit" loading={isSaving}>
          保存提案
        </Button>
        {isKept && (
          <>
            <span className="soft small">还没保存，已暂存在这台电脑上。</span>
            <Button type="text" onClick={forget}>
              不要这些修改
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

function WhoAndWhen({ draft, put }: { draft: ProposalTyped; put: (patch: Partial<ProposalTyped>) => void }) {
  return (
    <div className="proposal__row">
      <Field word="资金来源">
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={draft.fundingSource}
            onChange={(event) => put({ fundingSource: event.target.value })}
          />
        )}
      </Field>
      <Field word="责任单位">
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            value={draft.ownerUnit}
            onChange={(event) => put({ ownerUnit: event.target.value })}
          />
        )}
      </Field>
      <Field word="完成日期">
        {(id) => (
          <Input id={id} type="date" value={draft.dueDate} onChange={(event) => put({ dueDate: event.target.value })} />
        )}
      </Field>
      <Field word="登记人">
        {(id) => (
          <Input id={id} maxLength={40} value={draft.by} onChange={(event) => put({ by: event.target.value })} />
        )}
      </Field>
    </div>
  )
}

function Costs({ costs, onChange }: { costs: readonly CostTyped[]; onChange: (costs: CostTyped[]) => void }) {
  const put = (at: number, patch: Partial<CostTyped>) =>
    onChange(costs.map((each, index) => (index === at ? { ...each, ...patch } : each)))
  return (
    <div className="proposal__costs">
      <table>
        <caption>费用</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">数量</th>
            <th scope="col">单位</th>
            <th scope="col">单价（元）</th>
            <th scope="col">
              <span className="x-sr">去掉</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {costs.map((cost, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no other name while they are typed
            <tr key={at}>
              <td>
                <Input
                  aria-label={`第 ${at + 1} 项的项目`}
                  maxLength={80}
                  value={cost.item}
                  onChange={(event) => put(at, { item: event.target.value })}
                />
              </td>
              <td>
                <Input
                  aria-label={`第 ${at + 1} 项的数量`}
                  inputMode="numeric"
                  maxLength={5}
                  value={cost.quantity}
                  onChange={(event) => put(at, { quantity: event.target.value })}
                />
              </td>
              <td>
                <Input
                  aria-label={`第 ${at + 1} 项的单位`}
                  maxLength={10}
                  value={cost.unit}
                  onChange={(event) => put(at, { unit: event.target.value })}
                />
              </td>
              <td>
                <Input
                  aria-label={`第 ${at + 1} 项的单价`}
                  inputMode="decimal"
                  maxLength={20}
                  value={cost.price}
                  onChange={(event) => put(at, { price: event.target.value })}
                />
              </td>
              <td>
                <Button
                  type="text"
                  aria-label={`去掉第 ${at + 1} 项`}
                  onClick={() => onChange(costs.filter((_, index) => index !== at))}
                >
                  去掉
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button disabled={costs.length >= 50} onClick={() => onChange([...costs, emptyCost])}>
        加一项
      </Button>
    </div>
  )
}
