import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { palettePng } from './palette-png.ts'

function picture(width: number, height: number, colourAt: (i: number) => readonly [number, number, number]) {
  const rgba = new Uint8Array(width * height * 4)
  for (let i = 0; i < width * height; i++) rgba.set([...colourAt(i), 255], 4 * i)
  return { width, height, rgba }
}

/** What a reader of the file sees, three bytes a pixel. */
function seen(png: Buffer): number[] {
  const { data, palette, width, height } = decode(png)
  expect(data.length).toBe(width * height)
  return [...data].flatMap((place) => palette?.[place] ?? [])
}

describe('a picture of few colours', () => {
  test('keeps every one of them', () => {
    const colours = [
      [255, 255, 255],
      [31, 122, 120],
      [190, 62, 40],
    ] as const
    const of = (i: number) => colours[i % 3] ?? colours[0]
    expect(seen(palettePng(picture(7, 5, of)))).toEqual(Array.from({ length: 35 }, (_, i) => [...of(i)]).flat())
  })

  test('that has more than a palette holds keeps the common ones, and the others come near', () => {
    const of = (i: number): [number, number, number] => (i % 2 === 0 ? [10, 20, 30] : [i >> 8, i & 255, 128])
    const colours = seen(palettePng(picture(100, 100, of)))
    for (let i = 0; i < 10_000; i++) {
      const wanted = of(i)
      const got = colours.slice(3 * i, 3 * i + 3)
      if (i % 2 === 0) expect(got).toEqual(wanted)
      else expect(Math.hypot(...got.map((value, c) => value - (wanted[c] ?? 0)))).toBeLessThan(160)
    }
  })

  test('shows white paper where it is see-through', () => {
    const { width, height, rgba } = picture(2, 1, () => [60, 40, 20])
    // half of a colour, as the rasteriser leaves it: multiplied by its alpha
    rgba.set([30, 20, 10, 128], 4)
    expect(seen(palettePng({ width, height, rgba }))).toEqual([60, 40, 20, 157, 147, 137])
  })
})
