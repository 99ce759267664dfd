import { expect, test } from 'vitest'
import { canonicalPhone, phone, phoneWords } from './phone.ts'

test.each([
  '13812345678',
  '138 1234 5678',
  '138-1234-5678',
  '+8613812345678',
  '+86 138 1234 5678',
  '0086 138 1234 5678',
  '8613812345678',
  '013812345678',
  '１３８１２３４５６７８',
  '＋８６　１３８－１２３４－５６７８',
  '(+86)138.1234.5678',
  '\u200b138\u00a01234\u30005678\ufeff',
])('%j is one number', (text) => {
  expect(canonicalPhone(text)).toBe('+8613812345678')
  expect(phone.parse(text)).toBe('+8613812345678')
})

test.each([
  '',
  '1381234567',
  '138123456789',
  '23812345678',
  '12812345678',
  '+1 202 555 0143',
  '+85213812345678',
  '0370-6212345',
  '138\u202e12345678',
  '1381234567八',
  '📱13812345678',
  "13812345678' or 1=1",
  '13812345678\u0000',
])('%j is none', (text) => {
  expect(canonicalPhone(text)).toBeUndefined()
  expect(phone.safeParse(text).success).toBe(false)
})

test('it is read in threes and fours', () => {
  expect(phoneWords('+8613812345678')).toBe('138 1234 5678')
})
