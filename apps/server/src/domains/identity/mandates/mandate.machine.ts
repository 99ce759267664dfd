import type { MandateState } from '@xiayi/contract/mandates'
import { defineMachine, type Machine } from '../../../platform/machine/machine.ts'
import { CONFIRM_DAYS, wayOf } from './mandate.rules.ts'
import { allMandates, lockMandate, type MandateRow, markActive, markEnded, moveMandate } from './mandates.sql.ts'

const MINUTE_MS = 60_000

/** From the question to the end. Nothing holds before both sides, or a clerk who saw the paper, said so. */
export const mandateMachine: Machine<MandateState, MandateRow> = defineMachine({
  name: 'mandate',
  label: '授权',
  initial: 'proposed',
  states: {
    proposed: { label: '等确认' },
    active: { label: '有效' },
    declined: { label: '没有同意', isFinal: true },
    revoked: { label: '已收回', isFinal: true },
    lapsed: { label: '已到期', isFinal: true },
  },
  transitions: {
    confirm: { label: '确认', ...wayOf('confirm'), to: 'active', effect: begins },
    attest: {
      label: '登记生效',
      from: ['proposed'],
      to: 'active',
      by: ['clerk'],
      guard: ({ subject }) => (subject.basis === 'family' ? '家人之间的授权要由对方确认。' : undefined),
      effect: begins,
    },
    decline: { label: '不同意', ...wayOf('decline'), to: 'declined', effect: ends },
    revoke: { label: '收回', ...wayOf('revoke'), to: 'revoked', effect: ends },
    void: {
      label: '撤销监护登记',
      from: ['active'],
      to: 'revoked',
      by: ['clerk'],
      needsReason: true,
      guard: ({ subject }) => (subject.basis === 'guardian' ? undefined : '这里只能撤销监护登记。'),
      effect: ends,
    },
    lapse: {
      label: '没人确认，作废',
      from: ['proposed'],
      to: 'lapsed',
      by: 'clock',
      after: { days: CONFIRM_DAYS },
      effect: ends,
    },
    end: {
      label: '到期',
      from: ['active'],
      to: 'lapsed',
      by: 'clock',
      afterFor: ({ lastsMinutes }) => ({ minutes: lastsMinutes }),
      effect: ends,
    },
  },
  store: {
    async lock(tx, id) {
      const row = await lockMandate(tx, id)
      return row && { id: row.id, state: row.state, version: row.version, subject: row }
    },
    move: moveMandate,
    all: allMandates,
  },
})

type Effect = NonNullable<(typeof mandateMachine.transitions)[string]['effect']>

function begins({ tx, id, subject, now }: Parameters<Effect>[0]): Promise<void> {
  return markActive(tx, id, { now, until: new Date(now.getTime() + subject.lastsMinutes * MINUTE_MS) })
}

function ends({ tx, id, actor, now }: Parameters<Effect>[0]): Promise<void> {
  return markEnded(tx, id, { now, by: actor.id === 'system' ? null : actor.id })
}
