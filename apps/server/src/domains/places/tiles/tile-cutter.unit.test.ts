import { expect, onTestFinished, test } from 'vitest'
import { SetGone, TileCutter } from './tile-cutter.ts'
import type { TilePage } from './tile-rows.ts'

const AREAS: TilePage = { table: 'area', rows: [] }
const place = { id: 'p', name: '店', category: 'pharmacy', tier: 'basic', lon: 116.13, lat: 34.23 }
const PLACES: TilePage = { table: 'place', rows: [place] }

function opened(): TileCutter {
  const cutter = new TileCutter(() => {})
  onTestFinished(() => cutter.close())
  return cutter
}

test('a set of which a page could not be taken is not ready, and says why', async () => {
  const cutter = opened()
  const bad = { id: 'a', kind: 'community', name: '社区', boundary: '{"type":"Polygon","coordin' }
  cutter.add('x', { table: 'area', rows: [bad] })
  cutter.add('x', PLACES)
  await expect(cutter.ready('x')).rejects.toThrow(/x: .*JSON/)
})

test('a set whose thread went down midway is gone, and never ready with the pages that came later', async () => {
  const cutter = opened()
  cutter.add('x', AREAS)
  await cutter.close()
  expect(() => cutter.add('x', PLACES)).toThrow(SetGone)
  await expect(cutter.ready('x')).rejects.toThrow(SetGone)
  cutter.add('y', AREAS)
  cutter.add('y', PLACES)
  await cutter.ready('y')
  expect((await cutter.tile('y', { z: 0, x: 0, y: 0 })).etag).toBeTypeOf('string')
})
