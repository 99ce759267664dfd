import { colours } from '@xiayi/ui/tokens'

/** What a clause or a figure came to. Each has a colour, a word and a shape, so that a grey copy still tells them apart. */
export type Tone = 'pass' | 'fail' | 'unknown' | 'lake'

export const toneInk = {
  pass: colours.pass,
  fail: colours.fail,
  unknown: colours.unknown,
  lake: colours.lake,
} as const satisfies Record<Tone, string>

export const toneSoft = {
  pass: colours.passSoft,
  fail: colours.failSoft,
  unknown: colours.unknownSoft,
  lake: colours.lakeSoft,
} as const satisfies Record<Tone, string>
