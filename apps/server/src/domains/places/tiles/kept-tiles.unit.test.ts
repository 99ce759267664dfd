import { describe, expect, test } from 'vitest'
import { KeptTiles } from './kept-tiles.ts'

function tile(bytes: number) {
  return { bytes: new Uint8Array(bytes), etag: `"${bytes}"` }
}

describe('kept tiles', () => {
  test('the least recently asked one makes room', () => {
    const kept = new KeptTiles(3 * 1300)
    for (const key of ['a/1', 'a/2', 'a/3']) kept.set(key, tile(1000))
    kept.get('a/1')
    kept.set('a/4', tile(1000))
    expect(['a/1', 'a/2', 'a/3', 'a/4'].filter((key) => kept.get(key) !== undefined)).toEqual(['a/1', 'a/3', 'a/4'])
    expect(kept.bytes).toBeLessThanOrEqual(3 * 1300)
  })

  test('a tile larger than all room is not kept, and nothing is lost count of', () => {
    const kept = new KeptTiles(1000)
    kept.set('a/1', tile(5000))
    expect(kept.get('a/1')).toBeUndefined()
    expect(kept.bytes).toBe(0)
  })

  test('the same address again replaces what was there', () => {
    const kept = new KeptTiles(10_000)
    kept.set('a/1', tile(1000))
    kept.set('a/1', tile(2000))
    expect(kept.get('a/1')?.bytes).toHaveLength(2000)
    expect(kept.bytes).toBe(2300)
  })

  test('a dropped set is gone, another whose name begins the same stays', () => {
    const kept = new KeptTiles(10_000)
    kept.set('town#1/1', tile(10))
    kept.set('town#11/1', tile(10))
    kept.dropSet('town#1')
    expect(kept.get('town#1/1')).toBeUndefined()
    expect(kept.get('town#11/1')).toBeDefined()
  })
})
