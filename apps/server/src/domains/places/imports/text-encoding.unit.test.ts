import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeText } from './text-encoding.ts'

const TEXT = '名称,经度,纬度\n夏邑䶮记小吃,116.1345,34.2400\n𠮷祥超市,116.1350,34.2410\n'

const written = {
  'UTF-8': Buffer.from(TEXT),
  'UTF-8 with a mark': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)]),
  'UTF-16LE with a mark': iconv.encode(TEXT, 'utf16le', { addBOM: true }),
  'UTF-16LE without a mark': iconv.encode(TEXT, 'utf16le', { addBOM: false }),
  'UTF-16BE with a mark': iconv.encode(TEXT, 'utf16be', { addBOM: true }),
  'UTF-16BE without a mark': iconv.encode(TEXT, 'utf16be', { addBOM: false }),
  GB18030: iconv.encode(TEXT, 'gb18030'),
} as const

test.each(Object.entries(written))('%s is read to the last rare character', (name, bytes) => {
  const { text, encoding, damaged } = decodeText(bytes)
  expect(text).toBe(TEXT)
  expect(name.startsWith(encoding)).toBe(true)
  expect(damaged).toBe(0)
})

test('UTF-8 with a few damaged bytes stays UTF-8, and says how many', () => {
  const bytes = Buffer.from(TEXT.repeat(20))
  bytes[Buffer.from('名').length * 2 + 1] = 0xff
  const decoded = decodeText(bytes)
  expect(decoded.encoding).toBe('UTF-8')
  expect(decoded.damaged).toBeGreaterThan(0)
  expect(decoded.text).toContain('夏邑䶮记小吃')
})

test('plain ASCII with a NUL in it is not taken for UTF-16', () => {
  expect(decodeText(Buffer.from('name,lon,lat\nA\u0000B,116.1,34.2\n')).encoding).toBe('UTF-8')
})
