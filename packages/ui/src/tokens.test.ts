import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { colours, fontFamily, walkBands } from './tokens.ts'

const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe('the palette', () => {
  test('the style sheet and the table name the same colours', () => {
    for (const [name, hex] of Object.entries(colours)) {
      const variable = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      expect(sheet).toContain(`${variable}: ${hex.toLowerCase()};`)
    }
    for (const band of walkBands) expect(sheet).toContain(`--walk-${band.minutes}: ${band.colour.toLowerCase()};`)
    expect(sheet.replace(/\s+/g, ' ')).toContain(`--font: ${fontFamily};`)
  })

  test.each([
    ['ink', 'paper'],
    ['inkSoft', 'paper'],
    ['inkFaint', 'paper'],
    ['chestnut', 'paper'],
    ['lake', 'paper'],
    ['lake', 'lakeSoft'],
    ['chestnutDeep', 'chestnutSoft'],
    ['pass', 'passSoft'],
    ['fail', 'failSoft'],
    ['unknown', 'unknownSoft'],
    ['example', 'exampleSoft'],
    ['card', 'chestnut'],
    ['card', 'lake'],
  ] as const)('%s on %s can be read', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5)
  })
})
