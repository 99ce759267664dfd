import { EDGE_FLAG, NODE_FLAG } from '@xiayi/engine/network-input'
import type { Tags } from './street-map.ts'
import type { WalkingRules } from './walking-rules.ts'
import { words } from './words.ts'

/** Whether and how one way is walked. */
export interface WayVerdict {
  readonly isWalked: 'yes' | 'no' | 'in-built-up-areas'
  /** bits of EDGE_FLAG */
  readonly flags: number
  /** a road for vehicles, on whose middle line walkers stand in for its pavements */
  readonly isCarriageway: boolean
  /** sidewalk=separate on every side that has one */
  readonly hasSeparateSidewalk: boolean
  /** walked all over, not along its line */
  readonly isPlaza: boolean
  /** bits of NODE_FLAG that passing this way costs: footway=crossing, with or without signals */
  readonly crossing: number
}

type WayClass = 'path' | 'road' | 'main' | 'trunk' | 'motorway' | 'bridleway' | 'cycleway' | 'track' | 'lift'

const CLASSES: ReadonlyMap<string, WayClass> = new Map<string, WayClass>([
  ...keyed('footway path pedestrian steps platform corridor', 'path'),
  ...keyed('living_street residential service unclassified tertiary tertiary_link road', 'road'),
  ...keyed('secondary secondary_link', 'road'),
  ...keyed('primary primary_link', 'main'),
  ...keyed('trunk trunk_link', 'trunk'),
  ...keyed('motorway motorway_link busway bus_guideway escape', 'motorway'),
  ...keyed('bridleway', 'bridleway'),
  ...keyed('cycleway', 'cycleway'),
  ...keyed('track', 'track'),
  ...keyed('elevator', 'lift'),
])

const OPEN = words('yes designated official permissive destination public discouraged')
const PRIVATE = words('private residents resident employees delivery members permit')
const CLOSED = words('no military emergency')
const SIDEWALKS = words('both left right yes separate')
const UNPAVED = words(
  'unpaved compacted dirt earth fine_gravel grass grass_paver gravel ground mud pebblestone rock sand woodchips shells soil',
)
const SIGNALLED = words('traffic_signals toucan pelican puffin pegasus')
const NOT_WALKED: WayVerdict = {
  isWalked: 'no',
  flags: 0,
  isCarriageway: false,
  hasSeparateSidewalk: false,
  isPlaza: false,
  crossing: 0,
}

function keyed(names: string, value: WayClass): [string, WayClass][] {
  return names.split(' ').map((name) => [name, value])
}

export function judgeWay(tags: Tags, rules: WalkingRules): WayVerdict {
  const wayClass = classOf(tags, rules)
  if (!wayClass) return NOT_WALKED
  const access = accessOf(tags, rules)
  if (access === 'closed' || (access === 'private' && !rules.privateWaysAreKept)) return NOT_WALKED
  const isWalked = classIsWalked(wayClass, tags, rules, access === 'open')
  if (isWalked === 'no') return NOT_WALKED
  const isCarriageway = wayClass === 'road' || wayClass === 'main' || wayClass === 'trunk' || wayClass === 'motorway'
  return {
    isWalked,
    flags: flagsOf(tags, rules, wayClass) | (access === 'private' ? EDGE_FLAG.private : 0),
    isCarriageway,
    hasSeparateSidewalk: isCarriageway && isSeparate(tags),
    isPlaza: isPlazaTagged(tags),
    crossing: isCrossingWay(tags) ? crossingFlagsOf(tags) : 0,
  }
}

function classOf(tags: Tags, rules: WalkingRules): WayClass | undefined {
  if (tags.highway !== undefined) return CLASSES.get(tags.highway)
  if (tags.railway === 'platform' || tags.public_transport === 'platform') return 'path'
  if (tags.man_made === 'pier') return rules.piersAreWalked ? 'path' : undefined
  if (tags.route === 'ferry') return rules.ferriesAreWalked ? 'path' : undefined
  return undefined
}

/** `foot` beats `access`; 'open' means that foot itself says so. */
function accessOf(tags: Tags, rules: WalkingRules): 'open' | 'private' | 'closed' | 'untold' {
  const { foot } = tags
  if (foot !== undefined) {
    if (foot === 'use_sidepath') return rules.useSidepathCloses ? 'closed' : 'untold'
    if (OPEN.has(foot)) return 'open'
    return limited(foot, rules)
  }
  if (tags.access !== undefined) return limited(tags.access, rules)
  return tags.motorroad === 'yes' ? 'closed' : 'untold'
}

function limited(value: string, rules: WalkingRules): 'private' | 'closed' | 'untold' {
  if (CLOSED.has(value)) return 'closed'
  if (PRIVATE.has(value)) return 'private'
  if (value === 'agricultural' || value === 'forestry') return rules.agriculturalAccessCloses ? 'closed' : 'untold'
  if (value === 'customers') return rules.customersAccessIsOpen ? 'untold' : 'private'
  return 'untold'
}

function classIsWalked(
  wayClass: WayClass,
  tags: Tags,
  rules: WalkingRules,
  isFootOpen: boolean,
): 'yes' | 'no' | 'in-built-up-areas' {
  if (isFootOpen) return 'yes'
  switch (wayClass) {
    case 'motorway':
      return 'no'
    case 'trunk':
      if (!rules.trunkNeedsSidewalk || hasSidewalk(tags)) return 'yes'
      return rules.trunkInBuiltUpAreaIsWalked ? 'in-built-up-areas' : 'no'
    case 'bridleway':
      return isYes(rules.bridlewaysAreWalked)
    case 'cycleway':
      return isYes(rules.cyclewaysAreWalked)
    case 'track':
      return isYes(rules.tracksAreWalked)
    case 'path':
      if (isConveying(tags)) return isYes(rules.escalatorsAreWalked)
      return isYes(tags.highway !== 'corridor' || rules.corridorsAreWalked)
    case 'road':
      if (tags.service === 'parking_aisle') return isYes(rules.parkingAislesAreWalked)
      if (tags.service === 'driveway') return isYes(rules.drivewaysAreWalked)
      return isYes(tags.service !== 'drive-through')
    case 'main':
    case 'lift':
      return 'yes'
  }
}

function isYes(claim: boolean): 'yes' | 'no' {
  return claim ? 'yes' : 'no'
}

function flagsOf(tags: Tags, rules: WalkingRules, wayClass: WayClass): number {
  let flags = directionOf(tags, rules)
  if (tags.highway === 'steps') flags |= isConveying(tags) ? EDGE_FLAG.escalator : EDGE_FLAG.steps
  if (isCrossingWay(tags)) flags |= EDGE_FLAG.crossing
  if (isSet(tags.bridge)) flags |= EDGE_FLAG.bridge
  if (isSet(tags.tunnel) && tags.tunnel !== 'culvert') flags |= EDGE_FLAG.tunnel
  if (tags.footway === 'sidewalk' || tags.path === 'sidewalk' || hasSidewalk(tags)) flags |= EDGE_FLAG.sidewalk
  if (isUnpaved(tags)) flags |= EDGE_FLAG.unpaved
  if (wayClass === 'cycleway') flags |= EDGE_FLAG.cycleway
  if (wayClass === 'lift') flags |= EDGE_FLAG.lift
  if ((wayClass === 'main' || wayClass === 'trunk' || wayClass === 'motorway') && !hasSidewalk(tags))
    flags |= EDGE_FLAG.mainRoad
  if (tags.wheelchair === 'yes' || tags.wheelchair === 'designated') flags |= EDGE_FLAG.wheelchairYes
  if (tags.wheelchair === 'no') flags |= EDGE_FLAG.wheelchairNo
  return flags
}

function directionOf(tags: Tags, rules: WalkingRules): number {
  // A moving stair or pavement carries people one way only, whatever anyone prefers; "reversible" changes by the hour.
  if (tags.conveying === 'forward') return EDGE_FLAG.forwardOnly
  if (tags.conveying === 'backward') return EDGE_FLAG.backwardOnly
  if (tags.conveying === 'yes' && tags.oneway === 'yes') return EDGE_FLAG.forwardOnly
  if (tags.conveying === 'yes' && tags.oneway === '-1') return EDGE_FLAG.backwardOnly
  if (!rules.oneWayForFootBinds) return 0
  const oneway = tags['oneway:foot'] ?? tags['foot:oneway']
  if (oneway === 'yes' || oneway === '1' || tags['foot:backward'] === 'no') return EDGE_FLAG.forwardOnly
  if (oneway === '-1' || tags['foot:forward'] === 'no') return EDGE_FLAG.backwardOnly
  return 0
}

function isUnpaved(tags: Tags): boolean {
  if (tags.surface !== undefined) return UNPAVED.has(tags.surface)
  return tags.highway === 'track' && tags.tracktype !== 'grade1'
}

function isConveying(tags: Tags): boolean {
  return isSet(tags.conveying)
}

function isCrossingWay(tags: Tags): boolean {
  return tags.footway === 'crossing' || tags.path === 'crossing' || tags.cycleway === 'crossing'
}

/** The words for a crossing are the same on nodes and on ways. */
export function crossingFlagsOf(tags: Tags): number {
  const hasSignals =
    SIGNALLED.has(tags.crossing ?? '') || SIGNALLED.has(tags.crossing_ref ?? '') || isSet(tags['crossing:signals'])
  return NODE_FLAG.crossing | (hasSignals ? NODE_FLAG.crossingSignals : 0)
}

/** Closed ways with area=yes; and squares that are mapped as a place and a pedestrian highway at once. */
function isPlazaTagged(tags: Tags): boolean {
  if (tags.area === 'no') return false
  return tags.area === 'yes' || tags.place === 'square' || tags.type === 'multipolygon'
}

function hasSidewalk(tags: Tags): boolean {
  if (tags.sidewalk !== undefined) return SIDEWALKS.has(tags.sidewalk)
  return [tags['sidewalk:both'], tags['sidewalk:left'], tags['sidewalk:right']].some(
    (side) => side === 'yes' || side === 'separate',
  )
}

function isSeparate(tags: Tags): boolean {
  if (tags.sidewalk === 'separate' || tags['sidewalk:both'] === 'separate') return true
  const left = tags['sidewalk:left']
  const right = tags['sidewalk:right']
  return (left === 'separate' && right !== 'yes') || (right === 'separate' && left !== 'yes')
}

export function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== 'no'
}
