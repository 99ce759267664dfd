import type { ProposalState } from '@xiayi/contract/stored-scenarios'
import { defineMachine, type Machine } from '../../platform/machine/machine.ts'
import { allProposals, lockProposal, moveProposal, type ProposalRow } from './proposal.sql.ts'

/** A scenario on its way to a decision. What was proposed stays as it was until it is taken back. */
export const proposalMachine: Machine<ProposalState, ProposalRow> = defineMachine({
  name: 'proposal',
  label: '提案',
  initial: 'draft',
  states: {
    draft: { label: '拟稿' },
    proposed: { label: '已提出' },
    accepted: { label: '已采纳', isFinal: true },
    declined: { label: '未采纳' },
    withdrawn: { label: '已撤回' },
  },
  transitions: {
    write: { label: '修改', from: ['draft'], to: 'draft', by: ['planner'] },
    propose: {
      label: '提出',
      from: ['draft'],
      to: 'proposed',
      by: ['planner'],
      guard: ({ subject: { content } }) => {
        const missing = [
          content.reason.trim() === '' ? '理由' : '',
          content.ownerUnit === '' ? '责任单位' : '',
          content.costs.length === 0 ? '至少一项费用' : '',
        ].filter((word) => word !== '')
        return missing.length === 0 ? undefined : `还缺${missing.join('、')}。补齐后再提出。`
      },
    },
    withdraw: { label: '撤回', from: ['draft', 'proposed'], to: 'withdrawn', by: ['planner'] },
    accept: { label: '采纳', from: ['proposed'], to: 'accepted', by: ['leader'] },
    decline: { label: '不采纳', from: ['proposed'], to: 'declined', by: ['leader'], needsReason: true },
    revise: { label: '改了再提', from: ['withdrawn', 'declined'], to: 'draft', by: ['planner'] },
    reconsider: { label: '重新审议', from: ['accepted'], to: 'proposed', by: ['administrator'], isOverride: true },
  },
  store: {
    async lock(tx, id) {
      const row = await lockProposal(tx, id)
      return row && { id: row.id, state: row.state, version: row.version, subject: row }
    },
    move: moveProposal,
    all: allProposals,
  },
})
