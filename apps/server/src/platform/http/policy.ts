import type { Grant, StaffRole } from '@xiayi/contract/identity'

/** Who may ask a route: a sentence, in data. */
export type Policy = Everybody | SignedIn | Staff | Operator

interface Everybody {
  readonly kind: 'everybody'
  readonly says: string
}

/** Each for themselves: the route looks at nothing but the person who asks. */
interface SignedIn {
  readonly kind: 'signed-in'
  readonly says: string
}

interface Staff {
  readonly kind: 'staff'
  /** who may, as whoever may not reads it: `只有…可以办` */
  readonly says: string
  readonly roles: readonly StaffRole[]
  /** `county`: a role that holds in all of the county; `any`: a role for one town or organisation is enough */
  readonly reach: 'county' | 'any'
  /** the operator of this machine too: what a county is set up with before it has staff */
  readonly orOperator: boolean
}

/** Whoever runs this machine: what concerns more than one county. */
interface Operator {
  readonly kind: 'operator'
  readonly says: string
}

/** Policies by `METHOD /address`, the address as the route is registered: `PUT /api/places/:id`. */
export type Policies = Readonly<Record<string, Policy>>

export const everybody: Policy = { kind: 'everybody', says: '所有人' }
export const signedIn: Policy = { kind: 'signed-in', says: '登录的本人' }
export const operator: Policy = { kind: 'operator', says: '本机的管理员' }

export function staff(
  says: string,
  roles: readonly StaffRole[],
  given: { reach: Staff['reach']; orOperator: boolean },
): Policy {
  return { kind: 'staff', says, roles, ...given }
}

/** Whether a person with these grants may, as far as grants decide. */
export function allows(policy: Policy, grants: readonly Grant[]): boolean {
  if (policy.kind === 'operator') return false
  if (policy.kind !== 'staff') return true
  const roles: readonly string[] = policy.roles
  return grants.some(({ role, scope }) => roles.includes(role) && (policy.reach === 'any' || scope.kind === 'county'))
}
