import type { Proposal } from '@xiayi/contract/stored-scenarios'
import { Field } from '@xiayi/ui/Field.tsx'
import { dayTimeWords, moneyWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Input } from 'antd'
import { useState } from 'react'

export const proposalTones = {
  draft: 'unknown',
  proposed: 'lake',
  accepted: 'pass',
  declined: 'fail',
  withdrawn: 'unknown',
} as const

/** What was proposed, as it stands: read-only once it is no draft. */
export function ProposalFacts({ proposal }: { proposal: Proposal }) {
  return (
    <>
      <p className="proposal__reason">{proposal.reason}</p>
      <ScrollRegion label="费用">
        <table className="proposal__table">
          <caption>费用</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">数量</th>
              <th scope="col">单价</th>
              <th scope="col">小计</th>
            </tr>
          </thead>
          <tbody>
            {proposal.costs.map((cost) => (
              <tr key={`${cost.item} ${cost.unitPriceFen} ${cost.quantity}`}>
                <th scope="row">{cost.item}</th>
                <td className="x-num">
                  {cost.quantity} {cost.unit}
                </td>
                <td className="x-num">{moneyWords(cost.unitPriceFen)}</td>
                <td className="x-num">{moneyWords(cost.quantity * cost.unitPriceFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                合计
              </th>
              <td className="x-num">{moneyWords(proposal.totalFen)}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      <dl className="proposal__facts">
        <dt>资金来源</dt>
        <dd>{proposal.fundingSource === '' ? '未写' : proposal.fundingSource}</dd>
        <dt>责任单位</dt>
        <dd>{proposal.ownerUnit === '' ? '未写' : proposal.ownerUnit}</dd>
        <dt>完成日期</dt>
        <dd>{proposal.dueDate ?? '未写'}</dd>
        <dt>依据</dt>
        <dd>{proposal.scenarioVersion === null ? '还没提出' : `方案第 ${proposal.scenarioVersion} 版`}</dd>
      </dl>
    </>
  )
}

export function ProposalSteps({ proposal }: { proposal: Proposal }) {
  return (
    <ol className="proposal__steps">
      {proposal.steps.map((step) => (
        <li key={step.at}>
          <b>{step.label}</b> <span className="soft">{step.by}</span>{' '}
          <time className="soft small x-num">{dayTimeWords(step.at)}</time>
          {step.reason !== null && <p>{step.reason}</p>}
        </li>
      ))}
    </ol>
  )
}

type ProposalMovesProps = {
  proposal: Proposal
  isMoving: boolean
  onMove: (move: Proposal['moves'][number]['move'], reason: string, by: string | undefined) => void
}

/** What can be done now. A decision that needs a reason asks for it. */
export function ProposalMoves({ proposal, isMoving, onMove }: ProposalMovesProps) {
  const [reason, setReason] = useState('')
  const [by, setBy] = useState('')
  const needsReason = proposal.moves.some((move) => move.needsReason)
  return (
    <div className="proposal__moves">
      <p>
        现在是 <Tag tone={proposalTones[proposal.state]}>{proposal.stateLabel}</Tag>
      </p>
      <div className="proposal__row">
        <Field word="经办人">
          {(id) => <Input id={id} maxLength={40} value={by} onChange={(event) => setBy(event.target.value)} />}
        </Field>
        {needsReason && (
          <Field word="理由（不采纳、重新审议时必填）" isWide>
            {(id) => (
              <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        )}
      </div>
      <div className="proposal__row">
        {proposal.moves.map(({ move, label, needsReason: asks }) => (
          <Button
            key={move}
            type={move === 'propose' || move === 'accept' ? 'primary' : 'default'}
            disabled={isMoving || (asks && reason.trim() === '')}
            onClick={() => onMove(move, reason.trim(), by.trim() === '' ? undefined : by.trim())}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}
