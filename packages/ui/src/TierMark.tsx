import type { TierLook, TierShapeName } from './tier-look.ts'
import { colours } from './tokens.ts'

export { shapeCharacters, type Tier, type TierLook, tierLook } from './tier-look.ts'

function ShapeDrawing({ shape, fill }: { shape: TierShapeName; fill: string }) {
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
