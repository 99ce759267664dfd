import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { differenceSeen, linear, VISIONS } from './colour-vision-for-tests.ts'
import {
  beyondFill,
  colours,
  fontFamily,
  gapFills,
  mapColours,
  missingFills,
  noTierFill,
  notEvaluatedFill,
  peopleFills,
  tierFills,
  walkBands,
  walkRamp,
} from './tokens.ts'

const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function luminance(hex: string): number {
  const [r, g, b] = linear(hex)
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
    for (const [name, hex] of Object.entries(gapFills)) expect(sheet).toContain(`--gap-${name}: ${hex.toLowerCase()};`)
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

/** Side by side on a map, two fills this far apart are told from each other at a glance; 2.3 is the least that anybody sees. */
const AT_A_GLANCE = 15

describe('the fills of maps and charts', () => {
  const legends = {
    'walking time in bands': [...walkBands.map(({ colour }) => colour), beyondFill],
    'walking time without bands': walkRamp.map(({ colour }) => colour),
    people: peopleFills,
    'people something is missing for': missingFills,
    'gaps of clauses': Object.values(gapFills),
    tiers: [...tierFills.slice(0, 2), noTierFill, notEvaluatedFill],
  } as const
  const visions = Object.keys(VISIONS).filter((name): name is keyof typeof VISIONS => name in VISIONS)

  describe.each(Object.entries(legends))('%s', (_, fills) => {
    test.each(visions)('are told apart with %s', (vision) => {
      const close = fills.flatMap((one, i) =>
        fills
          .slice(i + 1)
          .map((other) => ({ one, other, apart: differenceSeen(one, other, vision) }))
          .filter(({ apart }) => apart < AT_A_GLANCE),
      )
      expect(close).toEqual([])
    })
  })

  test.each(visions)('out of reach stands out from the ground with %s', (vision) => {
    for (const ground of [mapColours.land, mapColours.building, mapColours.green, mapColours.water])
      expect(differenceSeen(beyondFill, ground, vision)).toBeGreaterThan(AT_A_GLANCE)
  })
})
