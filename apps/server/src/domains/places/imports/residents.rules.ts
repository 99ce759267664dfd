/**
 * How people are estimated where nobody has counted them. These are assumptions, shown as 估算 everywhere and never as a
 * fact: built floor area per resident is taken near the 2020 census's national figure for household dwellings
 * (41.76 m², 未核验); ages follow 夏邑's 2020 census shares (0–14 26.47 %, 15–59 53.08 %, 60+ 20.45 %).
 */
export const RESIDENTS_ESTIMATE = {
  floorM2PerPerson: 40,
  defaultLevels: { apartments: 5, other: 2 },
  /** smaller footprints are sheds and garages */
  smallestHomeM2: 25,
  shares: { under15: 0.2647, from15to59: 0.5308, over60: 0.2045 },
} as const

export interface Ages {
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
}

const HOMES = new Set([
  'residential',
  'apartments',
  'house',
  'detached',
  'semidetached_house',
  'terrace',
  'dormitory',
  'bungalow',
  'farm',
  'cabin',
])

const USES = [
  'shop',
  'amenity',
  'office',
  'tourism',
  'leisure',
  'healthcare',
  'industrial',
  'man_made',
  'power',
] as const

/** `building=yes` says nothing; without a tag of another use it counts as a home. */
export function isHome(tags: Readonly<Record<string, string>>, footprintM2: number): boolean {
  if (footprintM2 < RESIDENTS_ESTIMATE.smallestHomeM2) return false
  const building = tags.building
  if (building !== undefined && HOMES.has(building)) return true
  return building === 'yes' && USES.every((key) => tags[key] === undefined)
}

export function floorAreaM2(footprintM2: number, levels: number | null, building?: string): number {
  const { apartments, other } = RESIDENTS_ESTIMATE.defaultLevels
  return footprintM2 * (levels ?? (building === 'apartments' ? apartments : other))
}

/** People by floor area, the fraction decided by the building's own key: one building never depends on another. */
export function estimateResidents(floorM2: number, key: string): Ages {
  const expected = floorM2 / RESIDENTS_ESTIMATE.floorM2PerPerson
  const whole = Math.floor(expected)
  return splitByAge(whole + (chanceOf(`${key}/people`) < expected - whole ? 1 : 0), key)
}

/** Splits whole people by the census shares; the sum stays, and over many buildings the shares do too. */
export function splitByAge(people: number, key: string, shares: Ages = RESIDENTS_ESTIMATE.shares): Ages {
  const total = shares.under15 + shares.from15to59 + shares.over60
  const draw = chanceOf(`${key}/age`)
  // Systematic sampling along one line of length `people`: each group gets its share rounded up or down, without bias.
  const first = Math.floor((people * shares.under15) / total + draw)
  const second = Math.floor((people * (shares.under15 + shares.from15to59)) / total + draw)
  return { under15: first, from15to59: second - first, over60: people - second }
}

/** A number in 0..1 that depends on nothing but the key: FNV-1a over it, then a finaliser that spreads near keys apart. */
function chanceOf(key: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}
