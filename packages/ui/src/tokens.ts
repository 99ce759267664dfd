/**
 * The one palette of every screen. The style sheet, the office's component library and the map all read it from here,
 * so a colour means the same thing wherever it is met. Text colours reach 4.5:1 on `paper` and on `card`.
 */
export const colours = {
  chestnut: '#9E3B26',
  chestnutDeep: '#7C2C1B',
  chestnutSoft: '#F7E9E3',
  lake: '#0E7473',
  lakeDeep: '#0B5D5C',
  lakeSoft: '#E3F1EE',
  ink: '#1F2328',
  inkSoft: '#555A61',
  inkFaint: '#6A6E74',
  paper: '#FBF8F4',
  card: '#FFFFFF',
  line: '#E6DED4',
  lineStrong: '#CFC4B6',
  pass: '#1E6B47',
  passSoft: '#E4F2EA',
  fail: '#B3401A',
  failSoft: '#FBEAE2',
  unknown: '#6A655C',
  unknownSoft: '#F1ECE4',
  beyond: '#D9542B',
  example: '#7A5200',
  exampleSoft: '#FCF0D3',
} as const

/** Bands of walking time, from the door outwards. Minutes are the upper bound of the band. */
export const walkBands = [
  { minutes: 5, colour: '#0B5D5C', word: '5 分钟内' },
  { minutes: 10, colour: '#3E9C93', word: '10 分钟内' },
  { minutes: 15, colour: '#A9D6CF', word: '15 分钟内' },
] as const

/** Out of reach, beside the bands. */
export const beyondFill = '#D9542B'

/**
 * Walking time without bands: the greens end where a quarter of an hour ends, and the reds say how far beyond. Two stops at 15
 * make that line a sharp one.
 */
export const walkRamp = [
  { minutes: 0, colour: '#0B5D5C' },
  { minutes: 7.5, colour: '#3E9C93' },
  { minutes: 15, colour: '#A9D6CF' },
  { minutes: 15, colour: '#F4BFA6' },
  { minutes: 30, colour: '#D9542B' },
  { minutes: 60, colour: '#7C2A12' },
] as const

/** How many people: few to many, by classes. */
export const peopleFills = ['#F3E0CC', '#E2AF86', '#B96A43', '#7C2C1B'] as const
/** How many people something is missing for: few to many, by classes. */
export const missingFills = ['#F9DCCD', '#EFA381', '#D9542B', '#8A2A0E'] as const
/** Cells of the heat of gaps: met, nearly met, not met, not known. A sign stands in each. */
export const gapFills = { pass: '#93C8BF', near: '#EFA381', far: '#8A2A0E', unknown: '#F6F2EC' } as const
/** Fills for the tiers of a standard, highest tier first. A standard with more tiers repeats the last. */
export const tierFills = ['#0E7473', '#7CB9AE', '#B9DAD4'] as const
export const noTierFill = '#D9542B'
export const notEvaluatedFill = '#E6DED4'

/** The base map. Quiet on purpose: what is measured lies on top of it. */
export const mapColours = {
  land: '#F6F1E9',
  builtUp: '#F1EADF',
  green: '#DDE7CF',
  water: '#BCDCE0',
  waterLine: '#93C2C8',
  building: '#E4D9CB',
  buildingLine: '#D5C7B5',
  roadCasing: '#DDD1C1',
  roadMajor: '#FBE9C6',
  roadMinor: '#FFFFFF',
  path: '#C2AE95',
  rail: '#A79E93',
  wall: '#B49C80',
  boundary: '#A08D76',
  label: '#4C463E',
  labelFaint: '#6E675D',
  labelWater: '#3B7C84',
  halo: '#FBF8F4',
  place: '#9E3B26',
  placeHalo: '#FFFFFF',
  route: '#9E3B26',
  barrier: '#3B2F4A',
  blocked: '#6A3FA0',
} as const

export const systemFonts = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'MiSans',
  'Microsoft YaHei',
  'Noto Sans SC',
  'Noto Sans CJK SC',
  'Source Han Sans SC',
  'Noto Sans SC Variable',
  'sans-serif',
] as const

export const fontFamily = systemFonts.map((name) => (name.includes(' ') ? `"${name}"` : name)).join(', ')
