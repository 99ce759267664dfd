import { PROFILE_NAMES, type ProfileName } from '@xiayi/contract/common'
import { AGES, type Age } from '../../../features/circles/ground.ts'
import type { PlannerSearch } from '../planner-search.ts'
import type { PlannerPatch } from '../use-planner.ts'

export const LAYERS = ['minutes', 'gaps', 'people', 'tiers', 'worst', 'walkshed'] as const
export type LayerName = (typeof LAYERS)[number]
export const layerWords: Readonly<Record<LayerName, string>> = {
  minutes: '步行分钟',
  gaps: '够不着的人',
  people: '居民分布',
  tiers: '社区等级',
  worst: '最大短板',
  walkshed: '步行范围',
}

/** What can be drawn of a county that is only planned. */
export const PLAN_LAYERS = ['minutes', 'gaps', 'tiers'] as const satisfies LayerName[]

const WITHIN = ['15', '10', '5'] as const

/** What one map shows, read from the address. Anything strange there means the default. */
export interface LayerView {
  readonly layer: LayerName
  readonly category: string
  readonly profile: ProfileName
  readonly minutes: 'bands' | 'ramp'
  readonly by: 'building' | 'hex'
  readonly age: Age
  /** minutes that count as within reach */
  readonly within: number
  readonly circle: string | null
  /** the scenario whose figures are shown; null: today's county */
  readonly plan: string | null
}

export const SIDES = ['left', 'right'] as const
export type Side = (typeof SIDES)[number]
export const sideWords = { left: '左图', right: '右图' } as const satisfies Record<Side, string>

const DEFAULT_CATEGORY = 'wet_market'
type Name = keyof LayerView
type Texts = Partial<Record<Name, string>>
const NAMES = [
  'layer',
  'category',
  'profile',
  'minutes',
  'by',
  'age',
  'within',
  'circle',
  'plan',
] as const satisfies Name[]

export function layerView(search: PlannerSearch, side: Side = 'left'): LayerView {
  const texts: Texts = Object.fromEntries(NAMES.map((name) => [name, search[nameOn(side, name)]]))
  const plan = texts.plan ?? null
  return {
    layer: plan === null ? oneOf(LAYERS, texts.layer) : oneOf(PLAN_LAYERS, texts.layer),
    category: texts.category ?? DEFAULT_CATEGORY,
    profile: oneOf(PROFILE_NAMES, texts.profile),
    minutes: oneOf(['bands', 'ramp'], texts.minutes),
    by: oneOf(['building', 'hex'], texts.by),
    age: oneOf(AGES, texts.age),
    within: Number(oneOf(WITHIN, texts.within)),
    circle: texts.circle ?? null,
    plan,
  }
}

/** The same change, said of one of two maps. */
export function sidePatch(side: Side, patch: Partial<Record<Name, string | null>>): PlannerPatch {
  return Object.fromEntries(
    NAMES.flatMap((name) => (patch[name] === undefined ? [] : [[nameOn(side, name), patch[name]]])),
  )
}

/** A second map beside the first: the same at another pace, or of today beside a plan, so that something is seen at once. */
export function startOfSwipe(search: PlannerSearch, share: number): PlannerPatch {
  const { profile, plan, ...rest } = layerView(search)
  const other = profile === 'elder' ? 'adult' : 'elder'
  const right = { ...rest, within: String(rest.within), profile: plan === null ? other : profile }
  return { swipe: String(share), ...sidePatch('right', right) }
}

/** Takes the second map out of the address. */
export function endOfSwipe(): PlannerPatch {
  return {
    swipe: null,
    ...sidePatch('right', {
      layer: null,
      category: null,
      profile: null,
      minutes: null,
      by: null,
      age: null,
      within: null,
      circle: null,
      plan: null,
    }),
  }
}

/** Where the line between the two maps stands, in percent from the left; null: there is one map. */
export function swipeOf(search: PlannerSearch): number | null {
  if (search.swipe === undefined) return null
  const share = Number(search.swipe)
  return share >= 0 && share <= 100 ? share : 50
}

/** Whether it is drawn by building or hexagon; the others are drawn by circle. */
export function isOnGround(layer: LayerName): boolean {
  return layer === 'minutes' || layer === 'gaps' || layer === 'people'
}

/** Whether walking times are needed for it. */
export function asksMinutes(layer: LayerName): boolean {
  return layer === 'minutes' || layer === 'gaps'
}

function nameOn<N extends Name>(side: Side, name: N): N | `r${N}` {
  return side === 'left' ? name : `r${name}`
}

function oneOf<T extends string>(words: readonly [T, ...T[]], text: string | undefined): T {
  return words.find((word) => word === text) ?? words[0]
}
