import { beforeEach, describe, expect, test } from 'vitest'
import {
  addChange,
  dragChange,
  dropChange,
  letGo,
  redo,
  sketchNow,
  standingChanges,
  startAnew,
  takeBackDrag,
  undo,
} from './sketch.ts'

const market = { kind: 'add-place', categoryId: 'wet_market', lon: 116, lat: 34 } as const
const clinic = { kind: 'add-place', categoryId: 'pharmacy', lon: 117, lat: 35 } as const

describe('the changes in hand', () => {
  beforeEach(() => startAnew())

  test('count where the pointer is while one is dragged, and are history only when it is let go', () => {
    addChange(market)
    dragChange(0, 116.5, 34.5)
    dragChange(0, 116.6, 34.6)
    expect(standingChanges(sketchNow())).toEqual([{ ...market, lon: 116.6, lat: 34.6 }])
    expect(sketchNow().changes).toEqual([market])
    letGo()
    expect(sketchNow().changes).toEqual([{ ...market, lon: 116.6, lat: 34.6 }])
    undo()
    expect(sketchNow().changes).toEqual([market])
    undo()
    undo()
    expect(sketchNow().changes).toEqual([])
    redo()
    redo()
    redo()
    expect(sketchNow().changes).toEqual([{ ...market, lon: 116.6, lat: 34.6 }])
  })
  test('a drag that is taken back leaves nothing', () => {
    addChange(market)
    dragChange(0, 1, 1)
    takeBackDrag()
    letGo()
    expect(standingChanges(sketchNow())).toEqual([market])
    expect(sketchNow().past).toHaveLength(1)
  })
  test('a new step forgets what was undone', () => {
    addChange(market)
    addChange(clinic)
    undo()
    dropChange(0)
    redo()
    expect(sketchNow().changes).toEqual([])
  })
})
