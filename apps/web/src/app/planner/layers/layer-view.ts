import type { PlannerSearch } from '../planner-search.ts'

/** What one map shows, read from the address. Anything strange there means the default. */
export interface LayerView {
  readonly layer: LayerName
  readonly circle: string | null
}

export const LAYERS = ['tiers', 'walkshed'] as const
export type LayerName = (typeof LAYERS)[number]

export const layerWords: Readonly<Record<LayerName, string>> = { tiers: '社区等级', walkshed: '步行范围' }

export function layerView(search: PlannerSearch): LayerView {
  return {
    layer: oneOf(LAYERS, search.layer),
    circle: search.circle ?? null,
  }
}

function oneOf<T extends string>(words: readonly [T, ...T[]], text: string | undefined): T {
  return words.find((word) => word === text) ?? words[0]
}
