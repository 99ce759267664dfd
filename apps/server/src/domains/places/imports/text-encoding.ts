import iconv from 'iconv-lite'

export interface DecodedText {
  readonly text: string
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030'
  /** bytes that mean nothing in this encoding; each became U+FFFD */
  readonly damaged: number
}

const SAMPLE = 64 * 1024

/**
 * Text of a spreadsheet export. A byte-order mark decides; then zero bytes in every second place mean UTF-16; then strict
 * UTF-8, which other encodings practically never satisfy by chance. What is left is GB18030, unless the file is UTF-8 with
 * a few damaged bytes: GB18030 gives almost any bytes a meaning, so it must not win by that alone.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3))
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), 'UTF-16LE')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), 'UTF-16BE')
  const guess = zeroPattern(bytes)
  if (guess !== undefined) return utf16(bytes, guess)
  const asUtf8 = utf8(bytes)
  if (asUtf8.damaged === 0 || isMostlyUtf8(asUtf8)) return asUtf8
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'gb18030')
  return { text, encoding: 'GB18030', damaged: countDamaged(text) }
}

function utf8(bytes: Uint8Array): DecodedText {
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
  return { text, encoding: 'UTF-8', damaged: countDamaged(text) }
}

function utf16(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): DecodedText {
  const text = new TextDecoder(encoding.toLowerCase()).decode(bytes)
  return { text, encoding, damaged: countDamaged(text) }
}

function zeroPattern(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  const end = Math.min(bytes.length, SAMPLE) & ~1
  if (end < 8) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  // Separators and digits alone make a tenth of the places; a stray NUL in a text file makes none.
  if (odd > end / 20 && even < odd / 10) return 'UTF-16LE'
  if (even > end / 20 && odd < even / 10) return 'UTF-16BE'
  return undefined
}

/** At least nine of ten characters beyond ASCII are whole. */
function isMostlyUtf8(decoded: DecodedText): boolean {
  const beyond = decoded.text.match(/\P{ASCII}/gu)?.length ?? 0
  return decoded.damaged * 10 <= beyond
}

function countDamaged(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++
  return count
}
