import { describe, expect, test } from 'vitest'
import type { Transition } from './machine.ts'
import { machineFaults } from './machine-faults.ts'

const states = {
  asked: { label: '已提交' },
  waiting: { label: '等补充', stopsClocks: true },
  done: { label: '办结', isFinal: true },
} as const

const transitions: Record<string, Transition> = {
  'ask-more': { label: '要求补充', from: ['asked'], to: 'waiting', by: ['clerk'] },
  supply: { label: '补充', from: ['waiting'], to: 'asked', by: ['resident'] },
  finish: { label: '办结', from: ['asked'], to: 'done', by: ['clerk'] },
  expire: { label: '到期办结', from: ['asked', 'waiting'], to: 'done', by: 'clock', after: { workingDays: 5 } },
  reopen: { label: '纠错', from: ['done'], to: 'asked', by: ['administrator'], isOverride: true },
}

const faultsOf = (changes: Record<string, Transition | undefined>, more: Record<string, { label: string }> = {}) =>
  machineFaults({
    name: 'trial',
    initial: 'asked',
    states: { ...states, ...more },
    transitions: Object.fromEntries(
      Object.entries({ ...transitions, ...changes }).flatMap(([name, way]) => (way === undefined ? [] : [[name, way]])),
    ),
  })

const way = (from: readonly string[], to: string, more: Partial<Transition> = {}): Transition => ({
  label: '走',
  from,
  to,
  by: ['clerk'],
  ...more,
})

describe('a machine', () => {
  test('that is sound has no fault', () => {
    expect(faultsOf({})).toEqual([])
  })
  test.each<[string, Record<string, Transition | undefined>, Record<string, { label: string }>, string]>([
    ['a state nobody reaches', {}, { lost: { label: '丢了' } }, 'lost is never reached'],
    ['a dead end', { stray: way(['asked'], 'stuck') }, { stuck: { label: '卡住' } }, 'stuck is a dead end'],
    [
      'a wait for nobody',
      { supply: undefined, overrule: way(['waiting'], 'asked', { isOverride: true }) },
      {},
      'waiting waits for nobody: it has neither an owner nor a running clock',
    ],
    [
      'a circle without an end',
      { 'go-left': way(['asked'], 'left'), 'go-right': way(['left'], 'right'), 'go-back': way(['right'], 'left') },
      { left: { label: '左' }, right: { label: '右' } },
      'left never comes to an end',
    ],
    ['a way out of the end', { again: way(['done'], 'asked') }, {}, 'done is final and again leaves it'],
    ['a way to nowhere', { stray: way(['asked'], 'nowhere') }, {}, 'stray: there is no state nowhere'],
    [
      'a clock without a time',
      { late: way(['asked'], 'done', { by: 'clock' }) },
      {},
      'late is by the clock and has no time',
    ],
    [
      'a time without a clock',
      { late: way(['asked'], 'done', { after: { days: 1 } }) },
      {},
      'late has a time and is not by the clock',
    ],
    [
      'a clock with two times',
      { late: way(['asked'], 'done', { by: 'clock', after: { days: 1 }, afterFor: () => ({ days: 2 }) }) },
      {},
      'late is by the clock and has two times',
    ],
    [
      'a clock that rings for ever',
      { tick: way(['asked'], 'asked', { by: 'clock', after: { minutes: 1 } }) },
      {},
      'tick would ring for ever',
    ],
    ['a way that nobody may go', { none: way(['asked'], 'done', { by: [] }) }, {}, 'nobody may none'],
    ['a name that is no address', { Bad_Name: way(['asked'], 'done') }, {}, 'Bad_Name: names are kebab-case'],
  ])('with %s is named', (_, changes, more, fault) => {
    expect(faultsOf(changes, more)).toContain(fault)
  })
})
