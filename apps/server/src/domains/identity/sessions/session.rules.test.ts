import type { Grant } from '@xiayi/contract/identity'
import { expect, test } from 'vitest'
import { deviceWords, grantsInForce, lifetimeOf, secondFactorState } from './session.rules.ts'

const resident: Grant = { role: 'resident', scope: { kind: 'county' } }
const clerk: Grant = { role: 'town', scope: { kind: 'town', area: '411426100' } }

test.each([
  ['a resident', [resident], null, [], 'not-needed'],
  ['a resident with a passkey', [resident], null, ['passkey'], 'not-needed'],
  ['a clerk with none', [resident, clerk], null, [], 'enrol'],
  ['a clerk with recovery codes alone', [resident, clerk], null, ['recovery'], 'enrol'],
  ['a clerk before it', [resident, clerk], null, ['totp', 'recovery'], 'wanted'],
  ['a clerk after it', [resident, clerk], 'totp', ['totp'], 'passed'],
] as const)('the second factor of %s', (_, grants, shown, setUp, state) => {
  expect(secondFactorState({ grants, shown, setUp })).toBe(state)
})

test('a staff role is in force only after the second factor, and makes the session short', () => {
  expect(grantsInForce([resident, clerk], null)).toEqual([resident])
  expect(grantsInForce([resident, clerk], 'passkey')).toEqual([resident, clerk])
  expect(lifetimeOf([resident, clerk]).idleSeconds).toBeLessThan(lifetimeOf([resident]).idleSeconds)
})

test.each([
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36', '安卓 · Chrome'],
  ['Mozilla/5.0 (Linux; Android 13) Chrome/111 MicroMessenger/8.0', '安卓 · 微信'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1', '苹果手机或平板 · Safari'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0', 'Windows · Edge'],
  ['<script>alert(1)</script>', '其他设备'],
  [undefined, '其他设备'],
])('the device of %j is named', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})
