import type { Place } from '@xiayi/contract/places'

type Opening = Place['opening']

const words = {
  open: { word: '营业中', tone: 'pass' },
  closed: { word: '休息中', tone: 'fail' },
  unknown: { word: '营业时间未登记', tone: 'unknown' },
} as const satisfies Record<Opening['state'], { word: string; tone: 'pass' | 'fail' | 'unknown' }>

export function openingWords(opening: Opening): {
  word: string
  tone: 'pass' | 'fail' | 'unknown'
  next: string | null
} {
  return { ...words[opening.state], next: opening.next }
}
