import { type FactorKind, type Grant, type Me, type Role, STAFF_ROLES } from '@xiayi/contract/identity'

const staff: ReadonlySet<Role> = new Set(STAFF_ROLES)

export function isStaffRole(role: Role): boolean {
  return staff.has(role)
}

interface Lifetime {
  readonly idleSeconds: number
  readonly endsSeconds: number
}

const DAY = 86_400
const RESIDENT: Lifetime = { idleSeconds: 30 * DAY, endsSeconds: 180 * DAY }
/** A desk that nobody sits at: GB/T 22239 asks for an end by itself. */
const STAFF: Lifetime = { idleSeconds: 1800, endsSeconds: 12 * 3600 }

/** How long a session lasts: short for everyone who has a staff role, whatever was shown. */
export function lifetimeOf(grants: readonly Grant[]): Lifetime {
  return grants.some(({ role }) => isStaffRole(role)) ? STAFF : RESIDENT
}

/** How long after an accepted invitation a first second factor may be set up. */
export const ENROL_SECONDS = 1800

/** A session's `seen_at` is written at most this often. */
export const SEEN_EVERY_SECONDS = 60

export function secondFactorState(given: {
  grants: readonly Grant[]
  shown: FactorKind | null
  setUp: readonly FactorKind[]
}): Me['secondFactor'] {
  if (given.shown !== null) return 'passed'
  if (!given.grants.some(({ role }) => isStaffRole(role))) return 'not-needed'
  return given.setUp.some((kind) => kind !== 'recovery') ? 'wanted' : 'enrol'
}

/** Without the second factor a clerk is what every resident is. */
export function grantsInForce(grants: readonly Grant[], shown: FactorKind | null): readonly Grant[] {
  return shown === null ? grants.filter(({ role }) => !isStaffRole(role)) : grants
}

const SYSTEMS = [
  [/HarmonyOS/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, '苹果手机或平板'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
] as const
const BROWSERS = [
  [/MicroMessenger/, '微信'],
  [/Edg/, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

/** A device in words that its owner knows again; nothing finer is kept. */
export function deviceWords(userAgent: string | undefined): string {
  const named = (names: readonly (readonly [RegExp, string])[]) => names.find(([is]) => is.test(userAgent ?? ''))?.[1]
  return [named(SYSTEMS), named(BROWSERS)].filter((word) => word !== undefined).join(' · ') || '其他设备'
}
