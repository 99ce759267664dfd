import { EDGE_FLAG, NODE_FLAG } from '@xiayi/engine/network-input'
import { describe, expect, test } from 'vitest'
import type { Tags } from './street-map.ts'
import { DEFAULT_WALKING_RULES, WALKING_RULES, type WalkingRules } from './walking-rules.ts'
import { judgeWay } from './way-rules.ts'

function tagsOf(text: string): Tags {
  return Object.fromEntries(text.split(' ').map((tag) => tag.split('=')))
}

function flagNames(flags: number): string {
  return Object.entries(EDGE_FLAG)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([name]) => name)
    .join(' ')
}

function verdict(text: string, rules: Partial<WalkingRules> = {}): string {
  const { isWalked, flags } = judgeWay(tagsOf(text), { ...DEFAULT_WALKING_RULES, ...rules })
  return [isWalked, flagNames(flags)].join(' ').trim()
}

describe('which ways are walked', () => {
  test.each([
    ['highway=footway', 'yes'],
    ['highway=path', 'yes'],
    ['highway=pedestrian', 'yes'],
    ['highway=living_street', 'yes'],
    ['highway=residential', 'yes'],
    ['highway=service', 'yes'],
    ['highway=unclassified', 'yes'],
    ['highway=tertiary', 'yes'],
    ['highway=secondary', 'yes'],
    ['highway=platform', 'yes'],
    ['highway=corridor', 'yes'],
    ['railway=platform', 'yes'],
    ['man_made=pier', 'yes'],
    ['highway=primary', 'yes mainRoad'],
    ['highway=primary sidewalk=both', 'yes sidewalk'],
    ['highway=steps', 'yes steps'],
    ['highway=elevator', 'yes lift'],
    ['highway=track', 'yes unpaved'],
    ['highway=track tracktype=grade1', 'yes'],
    ['highway=track surface=asphalt', 'yes'],
    ['highway=path surface=gravel', 'yes unpaved'],
    ['highway=cycleway', 'yes cycleway'],
    ['highway=cycleway foot=no', 'no'],
    ['highway=bridleway', 'no'],
    ['highway=bridleway foot=yes', 'yes'],
    ['highway=trunk', 'in-built-up-areas mainRoad'],
    ['highway=trunk sidewalk=right', 'yes sidewalk'],
    ['highway=trunk sidewalk=no', 'in-built-up-areas mainRoad'],
    ['highway=trunk sidewalk:left=yes', 'yes sidewalk'],
    ['highway=trunk foot=yes', 'yes mainRoad'],
    ['highway=trunk motorroad=yes', 'no'],
    ['highway=motorway', 'no'],
    ['highway=motorway sidewalk=both', 'no'],
    ['highway=motorway foot=yes', 'yes mainRoad'],
    ['highway=busway', 'no'],
    ['highway=construction', 'no'],
    ['highway=proposed', 'no'],
    ['highway=constructor', 'no'],
    ['highway=toString', 'no'],
    ['route=ferry', 'no'],
    ['building=yes', 'no'],
    ['highway=service service=parking_aisle', 'yes'],
    ['highway=service service=drive-through', 'no'],
  ])('%s: %s', (tags, expected) => {
    expect(verdict(tags)).toBe(expected)
  })
})

describe('foot beats access', () => {
  test.each([
    ['highway=residential access=no', 'no'],
    ['highway=residential access=no foot=yes', 'yes'],
    ['highway=residential access=private', 'yes private'],
    ['highway=residential access=private foot=yes', 'yes'],
    ['highway=residential access=yes foot=no', 'no'],
    ['highway=residential access=yes foot=private', 'yes private'],
    ['highway=residential access=permissive', 'yes'],
    ['highway=residential access=destination', 'yes'],
    ['highway=residential access=customers', 'yes'],
    ['highway=residential access=residents', 'yes private'],
    ['highway=service access=delivery', 'yes private'],
    ['highway=track access=agricultural', 'no'],
    ['highway=residential foot=use_sidepath', 'no'],
  ])('%s: %s', (tags, expected) => {
    expect(verdict(tags)).toBe(expected)
  })
})

describe('direction, wheelchairs and structures', () => {
  test.each([
    ['highway=residential oneway=yes', 'yes'],
    ['highway=footway oneway=yes', 'yes'],
    ['highway=footway oneway:foot=yes', 'yes forwardOnly'],
    ['highway=footway oneway:foot=-1', 'yes backwardOnly'],
    ['highway=footway foot:backward=no', 'yes forwardOnly'],
    ['highway=steps conveying=forward', 'yes escalator forwardOnly'],
    ['highway=steps conveying=backward', 'yes escalator backwardOnly'],
    ['highway=steps conveying=reversible', 'yes escalator'],
    ['highway=steps conveying=yes oneway=yes', 'yes escalator forwardOnly'],
    ['highway=steps conveying=no', 'yes steps'],
    ['highway=footway conveying=forward', 'yes forwardOnly'],
    ['highway=footway bridge=yes', 'yes bridge'],
    ['highway=footway bridge=no', 'yes'],
    ['highway=footway tunnel=building_passage', 'yes tunnel'],
    ['highway=footway wheelchair=yes', 'yes wheelchairYes'],
    ['highway=footway wheelchair=no', 'yes wheelchairNo'],
    ['highway=footway footway=sidewalk', 'yes sidewalk'],
    ['highway=footway footway=crossing', 'yes crossing'],
  ])('%s: %s', (tags, expected) => {
    expect(verdict(tags)).toBe(expected)
  })

  test('a crossing says whether people wait for a light', () => {
    const crossing = (tags: string) => judgeWay(tagsOf(tags), DEFAULT_WALKING_RULES).crossing
    expect(crossing('highway=footway footway=crossing')).toBe(NODE_FLAG.crossing)
    expect(crossing('highway=footway footway=crossing crossing=traffic_signals')).toBe(
      NODE_FLAG.crossing | NODE_FLAG.crossingSignals,
    )
    expect(crossing('highway=footway')).toBe(0)
  })

  test.each([
    ['highway=primary sidewalk=separate', true],
    ['highway=primary sidewalk:both=separate', true],
    ['highway=primary sidewalk:left=separate sidewalk:right=no', true],
    ['highway=primary sidewalk:left=separate sidewalk:right=yes', false],
    ['highway=primary sidewalk=both', false],
    ['highway=footway sidewalk=separate', false],
  ])('%s: its pavement is drawn apart: %s', (tags, expected) => {
    expect(judgeWay(tagsOf(tags), DEFAULT_WALKING_RULES).hasSeparateSidewalk).toBe(expected)
  })
})

describe('each switch about ways turns its rule round', () => {
  const cases: readonly [keyof WalkingRules, string, string, string][] = [
    ['cyclewaysAreWalked', 'highway=cycleway', 'yes cycleway', 'no'],
    ['bridlewaysAreWalked', 'highway=bridleway', 'no', 'yes'],
    ['tracksAreWalked', 'highway=track tracktype=grade1', 'yes', 'no'],
    ['parkingAislesAreWalked', 'highway=service service=parking_aisle', 'yes', 'no'],
    ['drivewaysAreWalked', 'highway=service service=driveway', 'yes', 'no'],
    ['corridorsAreWalked', 'highway=corridor', 'yes', 'no'],
    ['escalatorsAreWalked', 'highway=steps conveying=reversible', 'yes escalator', 'no'],
    ['piersAreWalked', 'man_made=pier', 'yes', 'no'],
    ['ferriesAreWalked', 'route=ferry', 'no', 'yes'],
    ['trunkNeedsSidewalk', 'highway=trunk', 'in-built-up-areas mainRoad', 'yes mainRoad'],
    ['trunkInBuiltUpAreaIsWalked', 'highway=trunk', 'in-built-up-areas mainRoad', 'no'],
    ['useSidepathCloses', 'highway=residential foot=use_sidepath', 'no', 'yes'],
    ['agriculturalAccessCloses', 'highway=residential access=forestry', 'no', 'yes'],
    ['customersAccessIsOpen', 'highway=residential access=customers', 'yes', 'yes private'],
    ['privateWaysAreKept', 'highway=residential access=private', 'yes private', 'no'],
    ['oneWayForFootBinds', 'highway=footway oneway:foot=yes', 'yes forwardOnly', 'yes'],
  ]
  test.each(cases)('%s', (name, tags, byDefault, turned) => {
    expect(verdict(tags)).toBe(byDefault)
    expect(verdict(tags, { [name]: !DEFAULT_WALKING_RULES[name] })).toBe(turned)
  })

  test('every rule gives its reason in a sentence', () => {
    for (const { reason } of Object.values(WALKING_RULES)) expect(reason).toMatch(/^[A-Z].*\.$|^[a-z:=].*\.$/)
  })
})
