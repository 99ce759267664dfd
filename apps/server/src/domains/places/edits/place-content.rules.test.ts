import { describe, expect, test } from 'vitest'
import { at } from '../ground.samples.ts'
import { attributeFaults, entranceFaults } from './place-content.rules.ts'

describe('an attribute', () => {
  test.each([
    ['floorAreaM2', 120, true],
    ['floorAreaM2', '120', false],
    ['floorAreaM2', 0, false],
    ['floorAreaM2', 1_000_001, false],
    ['floorAreaM2', null, true],
    ['isChain', false, true],
    ['isChain', '也许', false],
    ['openedOn', '2026-02-28', true],
    ['openedOn', '2026-02-30', false],
    ['openedOn', '今年', false],
    ['brand', '蜜雪冰城', true],
    ['brand', ' ', false],
    ['brand', true, false],
    ['招牌菜', 3, true],
    ['constructor', true, true],
  ])('%s may be %j: %j', (key, value, isFine) => {
    const faults = attributeFaults({ [key]: value })
    expect(faults.map(({ where }) => where)).toEqual(isFine ? [] : [`body/attributes/${key}`])
  })

  test('that a source brought stays as it is', () => {
    expect(attributeFaults({ isChain: '也许' }, { isChain: '也许' })).toEqual([])
    expect(attributeFaults({ isChain: '可能' }, { isChain: '也许' })).toHaveLength(1)
  })
})

describe('an entrance', () => {
  const dry = () => false
  const wet = () => true
  const shop = at(0, 0)
  test.each([
    ['within 500 m', at(0, 499), undefined, dry, null],
    ['beyond 500 m', at(0, 501), undefined, dry, '出入口 1 离网点 501 米，超过 500 米'],
    ['on water', at(0, 10), undefined, wet, '出入口 1 在水面上'],
    ['that stood in the water already', at(0, 10), { at: shop, entrances: [at(0, 10)] }, wet, null],
    ['that stood far off already', at(0, 800), { at: shop, entrances: [at(0, 800)] }, dry, null],
    [
      'that is left behind by its place',
      at(0, 800),
      { at: at(0, 700), entrances: [at(0, 800)] },
      dry,
      '出入口 1 离网点 800 米，超过 500 米',
    ],
  ])('%s', (_name, entrance, before, isInWater, message) => {
    const faults = entranceFaults({ at: shop, entrances: [entrance] }, before, isInWater)
    expect(faults.map((fault) => fault.message)).toEqual(message === null ? [] : [message])
  })
})
