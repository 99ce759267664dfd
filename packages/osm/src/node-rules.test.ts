import { NODE_FLAG } from '@xiayi/engine/network-input'
import { describe, expect, test } from 'vitest'
import { isWayIn, judgeNode } from './node-rules.ts'
import { DEFAULT_WALKING_RULES } from './walking-rules.ts'

function verdict(text: string, rules = {}): string {
  const tags = Object.fromEntries(text.split(' ').map((tag) => tag.split('=')))
  const { isBlocked, flags, isPrivate } = judgeNode(tags, { ...DEFAULT_WALKING_RULES, ...rules })
  const names = Object.entries(NODE_FLAG).filter(([, bit]) => (flags & bit) !== 0)
  return [isBlocked ? 'blocked' : 'passed', ...names.map(([name]) => name), ...(isPrivate ? ['private'] : [])].join(' ')
}

describe('barriers on nodes', () => {
  test.each([
    ['barrier=gate', 'passed gate'],
    ['barrier=bollard', 'passed'],
    ['barrier=lift_gate', 'passed gate'],
    ['barrier=swing_gate', 'passed gate'],
    ['barrier=kissing_gate', 'passed gate narrow'],
    ['barrier=turnstile', 'passed gate narrow'],
    ['barrier=stile', 'passed narrow'],
    ['barrier=entrance', 'passed entrance'],
    ['barrier=kerb', 'passed'],
    ['barrier=whatever', 'passed'],
    ['barrier=wall', 'blocked'],
    ['barrier=fence', 'blocked'],
    ['barrier=hedge', 'blocked'],
    ['barrier=ditch', 'blocked'],
    ['barrier=wall foot=yes', 'passed'],
    ['barrier=gate locked=yes', 'blocked gate'],
    ['barrier=gate foot=no', 'blocked gate'],
    ['barrier=gate access=no', 'blocked gate'],
    ['barrier=gate access=no foot=yes', 'passed gate'],
    ['barrier=gate access=private', 'passed gate private'],
    ['barrier=gate access=private foot=yes', 'passed gate'],
    ['barrier=bollard locked=yes', 'blocked'],
  ])('%s: %s', (tags, expected) => {
    expect(verdict(tags)).toBe(expected)
  })

  test('switches turn the disputed ones round', () => {
    expect(verdict('barrier=gate locked=yes', { lockedGatesBlock: false })).toBe('passed gate')
    expect(verdict('barrier=gate access=private', { privateGatesPass: false })).toBe('blocked gate private')
    expect(verdict('barrier=whatever', { unknownBarriersPass: false })).toBe('blocked')
  })
})

describe('crossings, lifts and entrances', () => {
  test.each([
    ['highway=crossing', 'passed crossing'],
    ['highway=crossing crossing=uncontrolled', 'passed crossing'],
    ['highway=crossing crossing=traffic_signals', 'passed crossing crossingSignals'],
    ['highway=crossing crossing:signals=yes', 'passed crossing crossingSignals'],
    ['highway=crossing crossing=no', 'passed'],
    ['highway=traffic_signals', 'passed'],
    ['highway=traffic_signals crossing=traffic_signals', 'passed crossing crossingSignals'],
    ['railway=level_crossing', 'passed railCrossing'],
    ['railway=crossing', 'passed railCrossing'],
    ['highway=elevator', 'passed lift'],
    ['entrance=main', 'passed entrance'],
    ['amenity=bench', 'passed'],
  ])('%s: %s', (tags, expected) => {
    expect(verdict(tags)).toBe(expected)
  })

  test('one comes in through gates and doors, not through locked ones or emergency exits', () => {
    expect(
      [{ barrier: 'gate' }, { entrance: 'yes' }, { barrier: 'entrance' }, { barrier: 'turnstile' }].every(isWayIn),
    ).toBe(true)
    expect(
      [{ barrier: 'gate', locked: 'yes' }, { entrance: 'emergency' }, { entrance: 'no' }, { barrier: 'bollard' }].some(
        isWayIn,
      ),
    ).toBe(false)
  })
})
