import type { Grant } from '@xiayi/contract/identity'
import { familyProposal } from '@xiayi/contract/mandates'
import { describe, expect, test } from 'vitest'
import { type Allowance, monthStart, movesOf, partIn, reaches, refusalOf, rolesOn } from './mandate.rules.ts'

const [A, B, clerk] = ['a', 'b', 'clerk']
const blind = Buffer.alloc(32, 1)
const stranger = { id: 'x', phoneBlind: Buffer.alloc(32, 9) }
/** A asked B, by number, to let A act for them. */
const asked = {
  basis: 'family' as const,
  principalId: null,
  agentId: A,
  proposedBy: A,
  invitedPart: 'principal' as const,
  invitedBlind: blind,
}
const guardian = {
  ...asked,
  basis: 'guardian' as const,
  principalId: B,
  proposedBy: clerk,
  invitedPart: null,
  invitedBlind: null,
}

describe('who may do what with a mandate', () => {
  test.each([
    ['who asked', asked, { id: A, phoneBlind: null }, 'proposed', 'revoke'],
    ['who was asked', asked, { id: B, phoneBlind: blind }, 'proposed', 'confirm decline'],
    ['a stranger', asked, stranger, 'proposed', ''],
    ['the agent', { ...asked, principalId: B }, { id: A, phoneBlind: null }, 'active', 'revoke'],
    ['the principal', { ...asked, principalId: B }, { id: B, phoneBlind: blind }, 'active', 'revoke'],
    ['nobody any more', { ...asked, principalId: B }, { id: B, phoneBlind: blind }, 'revoked', ''],
    ['a guardian', guardian, { id: A, phoneBlind: null }, 'active', 'revoke'],
    ['a ward', guardian, { id: B, phoneBlind: blind }, 'active', ''],
    ['the clerk who saw the paper', guardian, { id: clerk, phoneBlind: null }, 'active', ''],
  ] as const)('%s', (_, mandate, person, state, moves) => {
    expect(movesOf(state, rolesOn(mandate, person)).join(' ')).toBe(moves)
  })

  test('and on which side they are', () => {
    expect(partIn(asked, { id: A, phoneBlind: null })).toBe('agent')
    expect(partIn(asked, { id: B, phoneBlind: blind })).toBe('principal')
    expect(partIn(asked, stranger)).toBeUndefined()
  })
})

const now = new Date('2026-11-26T04:00:00Z')
const holds: Allowance = {
  state: 'active',
  basis: 'family',
  scopes: ['enquire', 'pay'],
  money: { perDeedFen: 20_000, perMonthFen: 50_000 },
  until: new Date('2027-11-26T04:00:00Z'),
}

describe('a deed under a mandate', () => {
  test.each([
    ['a question', {}, { scope: 'enquire', fen: 0 }, 0, undefined],
    ['a bill to the limit', {}, { scope: 'pay', fen: 20_000 }, 30_000, undefined],
    ['a fen above the limit of a deed', {}, { scope: 'pay', fen: 20_001 }, 0, '单次限额 ¥200.00'],
    ['a fen above the limit of the month', {}, { scope: 'pay', fen: 20_000 }, 30_001, '已用 ¥300.01'],
    ['what is not in it', {}, { scope: 'order', fen: 0 }, 0, '没有“下单”'],
    ['money for a question', {}, { scope: 'enquire', fen: 1 }, 0, '不能花钱'],
    ['after it was taken back', { state: 'revoked' }, { scope: 'enquire', fen: 0 }, 0, '已经收回'],
    ['before it was confirmed', { state: 'proposed' }, { scope: 'enquire', fen: 0 }, 0, '还没有确认'],
    ['at the very end', { until: now }, { scope: 'enquire', fen: 0 }, 0, '已经到期'],
    ['a moment before the end', { until: new Date(now.getTime() + 1) }, { scope: 'enquire', fen: 0 }, 0, undefined],
    [
      'a clerk with money',
      { basis: 'staff', scopes: ['order'], money: null },
      { scope: 'order', fen: 1 },
      0,
      '不能花钱',
    ],
  ] as const)('%s', (_, change, deed, used, words) => {
    const refusal = refusalOf({ ...holds, ...change }, { ...deed, now }, used)
    if (words === undefined) expect(refusal).toBeUndefined()
    else expect(refusal).toContain(words)
  })

  test.each([
    ['2026-11-30T15:59:59Z', '2026-10-31T16:00:00.000Z'],
    ['2026-11-30T16:00:00Z', '2026-11-30T16:00:00.000Z'],
    ['2026-12-31T16:00:00Z', '2026-12-31T16:00:00.000Z'],
  ])('at %s counts from %s, the first of the month at Beijing', (at, start) => {
    expect(monthStart(new Date(at)).toISOString()).toBe(start)
  })
})

const inTown = (area: string): Grant => ({ role: 'town', scope: { kind: 'town', area } })
const everywhere: Grant = { role: 'centre-staff', scope: { kind: 'county' } }
const resident: Grant = { role: 'resident', scope: { kind: 'county' } }

test.each([
  ['a clerk of the county helps everybody', [everywhere], [inTown('1')], true],
  ['a clerk of a town helps whose town nobody knows', [inTown('1')], [resident], true],
  ['and their own', [inTown('1')], [resident, inTown('1')], true],
  ['and not another’s', [inTown('1')], [resident, inTown('2')], false],
  ['a resident helps nobody', [resident], [resident], false],
  ['nor does a town’s clerk beyond it by being a resident', [resident, inTown('1')], [inTown('2')], false],
])('%s', (_, mine, theirs, is) => {
  expect(reaches(mine, theirs)).toBe(is)
})

describe('what is asked', () => {
  const draft = {
    phone: '13900000001',
    direction: 'for-them',
    theirName: '妈妈',
    myName: '小军',
    scopes: ['enquire'],
    money: null,
  }
  test.each([
    [{}, true],
    [{ scopes: ['enquire', 'pay'], money: { perDeedFen: 1, perMonthFen: 1 } }, true],
    [{ scopes: [] }, false],
    [{ scopes: ['enquire', 'enquire'] }, false],
    [{ scopes: ['sell'] }, false],
    [{ scopes: ['pay'] }, false],
    [{ money: { perDeedFen: 1, perMonthFen: 1 } }, false],
    [{ scopes: ['pay'], money: { perDeedFen: 2, perMonthFen: 1 } }, false],
    [{ scopes: ['pay'], money: { perDeedFen: 0.5, perMonthFen: 1 } }, false],
    [{ scopes: ['pay'], money: { perDeedFen: 0, perMonthFen: 1 } }, false],
    [{ days: 1101 }, false],
    [{ theirName: '妈\u202e妈' }, false],
    [{ principalId: A }, false],
  ])('with %j', (change, is) => {
    expect(familyProposal.safeParse({ ...draft, ...change }).success).toBe(is)
  })
})
