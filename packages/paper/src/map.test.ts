import { expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'
import { textWidth } from './fonts.ts'
import { frameMap } from './map-frame.ts'
import { drawScaleBar } from './map-furniture.ts'
import { chained, placeLabels, TakenGround } from './map-labels.ts'
import { extentOf, mercator, metresOf, type SceneLabel } from './map-scene.ts'
import type { Surface } from './surface.ts'
import { drawSvg } from './svg-surface.ts'

const box = { x: 20, y: 30, width: 500, height: 400 }
const around = (lon: number, lat: number, d: number) =>
  metresOf([
    [lon - d, lat - d],
    [lon + d, lat - d],
    [lon + d, lat + d],
    [lon - d, lat + d],
    [lon - d, lat - d],
  ])
const extent = extentOf([around(116.13, 34.23, 0.02)])
if (extent === undefined) throw new Error('a square has an extent')
const frame = frameMap(extent, box)

test('the scale is round, shows everything, and is true on the ground at the middle', () => {
  expect(frame.scale % 500).toBe(0)
  expect(frame.seen.west).toBeLessThan(extent.west)
  expect(frame.seen.north).toBeGreaterThan(extent.north)
  const [x0] = mercator(116.13, 34.23)
  const [x1] = mercator(116.14, 34.23)
  const ground = 0.01 * 111_319.49 * Math.cos((34.23 * Math.PI) / 180)
  const paper = ((frame.x(x1) - frame.x(x0)) * 0.0254) / 72
  expect((paper * frame.scale) / ground).toBeCloseTo(1, 3)
})

test('the scale bar is as long as it says', () => {
  const drawn: { text: string; x: number }[] = []
  const surface: Surface = {
    shape: () => undefined,
    circle: () => undefined,
    clip: (_rings, draw) => draw(),
    text: (text, at) => drawn.push({ text, x: at.x }),
  }
  drawScaleBar(surface, frame, { x: 40, y: 400, most: 120 })
  const end = drawn.find(
    ({ text }) =>
      text.endsWith('公里') ||
      (text.endsWith('米') && !drawn.some((each) => each.x > 40 && each.text.endsWith('公里'))),
  )
  const metres = drawn
    .filter(({ text }) => /米|公里/.test(text))
    .map(({ text, x }) => ({ x, metres: Number.parseFloat(text) * (text.endsWith('公里') ? 1000 : 1) }))
  expect(end).toBeDefined()
  for (const each of metres) expect((each.x - 40) * frame.metresPerPoint).toBeCloseTo(each.metres, 3)
})

test('names never lie on each other, whatever is asked, and the important ones come first', () => {
  let seed = 7
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const labels = Array.from(
    { length: 300 },
    (_, i): SceneLabel => ({
      text: `地名${i}`,
      at: mercator(116.11 + random() * 0.04, 34.21 + random() * 0.04),
      around: i % 2 === 0 ? 'centre' : 'point',
      priority: i,
      look: { size: 8, colour: '#000000' },
    }),
  )
  const placed = placeLabels(labels, frame, new TakenGround())
  expect(placed.some(({ label }) => label.text === '地名299')).toBe(true)
  expect(placed.length).toBeGreaterThan(40)
  expect(placed.length).toBeLessThan(300)
  const boxes = placed.map(({ label, at }) => ({
    left: at.x,
    right: at.x + textWidth(label.text, 8),
    top: at.y - 6,
    bottom: at.y + 1,
  }))
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1))
      expect(a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top).toBe(false)
  })
})

test('ways that touch become one line, in whichever direction they were drawn', () => {
  expect(
    chained([
      [0, 0, 10, 0],
      [20, 0, 10, 0],
      [20, 0, 30, 0],
    ]),
  ).toHaveLength(1)
  expect(
    chained([
      [0, 0, 10, 0],
      [50, 0, 60, 0],
    ]),
  ).toHaveLength(2)
})

test('a street’s name runs along it and is never upside down', () => {
  const along = metresOf([
    [116.145, 34.245],
    [116.115, 34.215],
  ])
  const [placed] = placeLabels(
    [{ text: '建设大道', along: [along], priority: 1, look: { size: 8, colour: '#000000' } }],
    frame,
    new TakenGround(),
  )
  expect(Math.abs(placed?.at.degrees ?? 999)).toBeLessThan(90)
  expect(placed?.at.degrees).toBeLessThan(0)
})

test('a map as SVG carries no text and no font, so that it looks the same everywhere', () => {
  const svg = drawSvg({ width: 560, height: 460 }, (surface) =>
    drawMap(
      surface,
      {
        items: [
          {
            kind: 'area',
            rings: [around(116.13, 34.23, 0.01)],
            fill: '#BCDCE0',
            hatch: { colour: '#000000', width: 0.3, gap: 5 },
          },
        ],
        labels: [
          {
            text: '天龙湖',
            at: mercator(116.13, 34.23),
            around: 'centre',
            priority: 1,
            look: { size: 9, colour: '#3B7C84', halo: { colour: '#FBF8F4', width: 1 } },
          },
        ],
      },
      frame,
    ),
  )
  expect(svg).not.toContain('<text')
  expect(svg).not.toContain('font')
  expect(svg.match(/<path/g)?.length).toBeGreaterThan(5)
})
