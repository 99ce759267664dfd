import { expect, test } from 'vitest'
import { totpStep, totpUri } from './totp.rules.ts'

// The seed of RFC 6238, appendix B, and its last six digits.
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [2_000_000_000, '279037', 66_666_666],
])('at %i s the code is %s', (seconds, code, step) => {
  expect(totpStep(SEED, code, at(seconds))).toBe(step)
  expect(totpStep(SEED, code, at(seconds + 30))).toBe(step)
  expect(totpStep(SEED, code, at(seconds - 30))).toBe(step)
  expect(totpStep(SEED, code, at(seconds + 90))).toBeUndefined()
})

test('an app is told whose code it is', () => {
  expect(totpUri(SEED, '张工')).toContain(`secret=${SEED}`)
  expect(decodeURIComponent(totpUri(SEED, '张工'))).toContain('夏邑生活:张工')
})
