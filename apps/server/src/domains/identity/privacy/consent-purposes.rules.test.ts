import { expect, test } from 'vitest'
import { consentState } from './consent-purposes.rules.ts'

const at = new Date('2026-11-26T00:00:00Z')

test.each([
  [undefined, 'unasked'],
  [{ version: 2, decision: 'given', at }, 'given'],
  [{ version: 1, decision: 'given', at }, 'outdated'],
  [{ version: 2, decision: 'withdrawn', at }, 'withdrawn'],
  [{ version: 1, decision: 'withdrawn', at }, 'withdrawn'],
] as const)('to the second version of the words, %o means %s', (newest, state) => {
  expect(consentState(2, newest)).toBe(state)
})
