import { describe, expect, test } from 'vitest'
import { handedChange, pathToTry, placeToTry } from './handed-change.ts'

describe('a change handed over by a link', () => {
  test('a place and a path come back as they were given', () => {
    expect(handedChange(placeToTry('wet_market', [116.1, 34.2]))).toEqual({
      kind: 'add-place',
      categoryId: 'wet_market',
      lon: 116.1,
      lat: 34.2,
    })
    const line = [
      [116.1, 34.2],
      [116.11, 34.2],
    ] as const
    expect(handedChange(pathToTry('footbridge', line))).toEqual({ kind: 'add-path', pathKind: 'footbridge', line })
  })

  test.each([
    undefined,
    '',
    'place',
    'place::1,2',
    'place:a:999,2',
    'path:road:1,2;3,4',
    'path:path:1,2',
    'path:path:1,2;x',
  ])('%s is none', (text) => {
    expect(handedChange(text)).toBeNull()
  })
})
