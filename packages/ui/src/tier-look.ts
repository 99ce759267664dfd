import { noTierFill, notEvaluatedFill, tierFills } from './tokens.ts'

/** `order` rises with the demands: the largest is the highest tier. */
export type Tier = { id: string; name: string; order: number }
export type TierShapeName = 'diamond' | 'circle' | 'square' | 'triangle' | 'ring'
export type TierLook = { word: string; fill: string; shape: TierShapeName }

const shapesFromTop = ['diamond', 'circle', 'square'] as const

/** A tier is told by a word, a shape and a colour, on screen and on paper, so that no one of them has to carry it alone. */
export function tierLook(tiers: readonly Tier[], tierId: string | null, isEvaluated: boolean): TierLook {
  if (!isEvaluated) return { word: '未评价', fill: notEvaluatedFill, shape: 'ring' }
  const fromTop = [...tiers].sort((a, b) => b.order - a.order)
  const index = fromTop.findIndex((tier) => tier.id === tierId)
  const tier = fromTop[index]
  if (tier === undefined) return { word: '未达标', fill: noTierFill, shape: 'triangle' }
  const step = Math.min(index, shapesFromTop.length - 1)
  return { word: tier.name, fill: tierFills[step] ?? tierFills[0], shape: shapesFromTop[step] ?? 'circle' }
}

/** The same shapes as characters, for labels drawn by the map. */
export const shapeCharacters = { diamond: '◆', circle: '●', square: '■', triangle: '▲', ring: '○' } as const
