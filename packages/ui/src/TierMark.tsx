import { colours, noTierFill, notEvaluatedFill, tierFills } from './tokens.ts'

/** `order` rises with the demands: the largest is the highest tier. */
export type Tier = { id: string; name: string; order: number }
export type TierLook = { word: string; fill: string; shape: Shape }
type Shape = 'diamond' | 'circle' | 'square' | 'triangle' | 'ring'

const shapesFromTop = ['diamond', 'circle', 'square'] as const

/** A tier is told by a word, a shape and a colour, so that no one of them has to carry it alone. */
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

function ShapeDrawing({ shape, fill }: { shape: Shape; fill: string }) {
  switch (shape) {
    case 'diamond':
      return <path d="M10 1.5 18.5 10 10 18.5 1.5 10z" fill={fill} />
    case 'circle':
      return <circle cx="10" cy="10" r="7.6" fill={fill} />
    case 'square':
      return <rect x="3" y="3" width="14" height="14" rx="2" fill={fill} />
    case 'triangle':
      return <path d="M10 2.4 18.6 17.4H1.4z" fill={fill} />
    case 'ring':
      // A district not evaluated is hardly coloured on the map; the mark in a list has to be seen.
      return (
        <circle
          cx="10"
          cy="10"
          r="6.6"
          fill="none"
          stroke={colours.unknown}
          strokeWidth="2.6"
          strokeDasharray="3.6 2.2"
        />
      )
  }
}

export function TierShape({ look, size = 16 }: { look: TierLook; size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" style={{ flex: 'none' }}>
      <ShapeDrawing shape={look.shape} fill={look.fill} />
    </svg>
  )
}

export function TierMark({ look, size = 16 }: { look: TierLook; size?: number }) {
  return (
    <span className="x-tier">
      <TierShape look={look} size={size} />
      <span>{look.word}</span>
    </span>
  )
}
