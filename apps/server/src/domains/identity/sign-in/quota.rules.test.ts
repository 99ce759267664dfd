import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressGroup, CODES_PER_PHONE, waitSeconds } from './quota.rules.ts'

const T = Date.parse('2026-11-26T08:00:00+08:00')
const ago = (...seconds: number[]) => seconds.map((each) => T - each * 1000)

test.each([
  ['nothing yet', [], 0],
  ['one 20 s ago', ago(20), 40],
  ['one 60 s ago', ago(60), 0],
  ['five within the hour', ago(3000, 2400, 1800, 1200, 600), 600],
  ['the same in another order', ago(600, 3000, 1800, 2400, 1200), 600],
  ['ten within the day', ago(80_000, 70_000, 60_000, 50_000, 40_000, 30_000, 20_000, 15_000, 10_000, 5000), 6400],
] as const)('%s: the next is allowed in so many seconds', (_, stamps, wait) => {
  expect(waitSeconds(stamps, CODES_PER_PHONE, T)).toBe(wait)
})

test('whoever waits as told never exceeds a limit in any window, and is not told to wait in vain', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 60 }), (gaps) => {
      const taken: number[] = []
      let now = T
      for (const gap of gaps) {
        now += gap * 1000
        const wait = waitSeconds(taken, CODES_PER_PHONE, now)
        if (wait === 0) taken.push(now)
        else expect(waitSeconds(taken, CODES_PER_PHONE, now + wait * 1000)).toBe(0)
      }
      for (const { seconds, atMost } of CODES_PER_PHONE)
        for (const end of taken)
          expect(taken.filter((at) => at > end - seconds * 1000 && at <= end).length).toBeLessThanOrEqual(atMost)
    }),
  )
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('the address %s counts as %s', (ip, group) => {
  expect(addressGroup(ip)).toBe(group)
})
