import { NODE_FLAG } from '@xiayi/engine/network-input'
import type { Tags } from './street-map.ts'
import type { WalkingRules } from './walking-rules.ts'
import { crossingFlagsOf, isSet } from './way-rules.ts'
import { words } from './words.ts'

interface NodeVerdict {
  /** nobody walks through: every way that comes here ends here */
  readonly isBlocked: boolean
  /** bits of NODE_FLAG */
  readonly flags: number
  /** passed only by those who live or work behind it */
  readonly isPrivate: boolean
}

const BLOCKING = words('wall fence hedge ditch retaining_wall city_wall guard_rail cable_barrier')
const NARROW = words('kissing_gate turnstile full-height_turnstile stile cycle_barrier squeeze')
const GATES = words(
  'gate lift_gate swing_gate sliding_gate wicket_gate kissing_gate hampshire_gate bump_gate turnstile full-height_turnstile sally_port toll_booth border_control',
)
/** Barriers that are known to let walkers through. */
const PASSING = words(
  'bollard entrance block kerb cattle_grid motorcycle_barrier height_restrictor bus_trap chain rope planter log jersey_barrier debris spikes sump_buster swing_barrier bar horse_stile',
)
const OPEN_FOOT = words('yes designated permissive official destination customers')
const NOT_PUBLIC = words('private residents permit employees members')

export function judgeNode(tags: Tags, rules: WalkingRules): NodeVerdict {
  const { barrier } = tags
  const access = tags.foot ?? tags.access
  const isPrivate = access !== undefined && NOT_PUBLIC.has(access)
  const isGate = barrier !== undefined && GATES.has(barrier)
  let flags = 0
  if (isGate) flags |= NODE_FLAG.gate
  if (barrier !== undefined && NARROW.has(barrier)) flags |= NODE_FLAG.narrow
  if (tags.highway === 'elevator') flags |= NODE_FLAG.lift
  if (barrier === 'entrance' || isSet(tags.entrance)) flags |= NODE_FLAG.entrance
  if (tags.railway === 'crossing' || tags.railway === 'level_crossing') flags |= NODE_FLAG.railCrossing
  flags |= crossingFlags(tags)
  return { isBlocked: isBlockedBarrier(tags, barrier, isPrivate, rules), flags, isPrivate }
}

function crossingFlags(tags: Tags): number {
  if (tags.crossing === 'no') return 0
  if (tags.highway === 'crossing') return crossingFlagsOf(tags)
  // Signals for cars alone say nothing about a crossing; with crossing=* they are one.
  if (tags.highway === 'traffic_signals' && tags.crossing !== undefined)
    return NODE_FLAG.crossing | NODE_FLAG.crossingSignals
  return 0
}

function isBlockedBarrier(tags: Tags, barrier: string | undefined, isPrivate: boolean, rules: WalkingRules): boolean {
  if (tags.locked === 'yes' && barrier !== undefined && rules.lockedGatesBlock) return true
  if (tags.foot === 'no') return true
  if (tags.foot !== undefined && OPEN_FOOT.has(tags.foot)) return false
  if (barrier === undefined) return false
  if (tags.access === 'no') return true
  if (isPrivate) return !rules.privateGatesPass
  if (BLOCKING.has(barrier)) return true
  if (GATES.has(barrier) || NARROW.has(barrier) || PASSING.has(barrier)) return false
  return !rules.unknownBarriersPass
}

/** A node of an outline through which one comes in. */
export function isWayIn(tags: Tags): boolean {
  if (tags.locked === 'yes' || tags.foot === 'no' || tags.entrance === 'emergency') return false
  const { barrier } = tags
  return (
    isSet(tags.entrance) ||
    barrier === 'entrance' ||
    (barrier !== undefined && (GATES.has(barrier) || NARROW.has(barrier)))
  )
}

/** Lines of these kinds stop whoever does not find a gate. */
export function isWallLike(barrier: string | undefined): boolean {
  return barrier !== undefined && BLOCKING.has(barrier) && barrier !== 'cable_barrier'
}
