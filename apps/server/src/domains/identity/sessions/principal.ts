import type { FactorKind, Grant, Me } from '@xiayi/contract/identity'

/** Who asks: a person in a session, with what is in force for them at this moment. */
export interface Principal {
  readonly county: string
  readonly partyId: string
  readonly name: string | null
  readonly sessionId: string
  /** in force */
  readonly grants: readonly Grant[]
  /** theirs, and not in force until the second factor is shown */
  readonly withheld: readonly Grant[]
  readonly shownFactor: FactorKind | null
  readonly factors: readonly FactorKind[]
  readonly secondFactor: Me['secondFactor']
  readonly mayEnrolUntil: Date | null
}

export function meOf(principal: Principal, now: Date): Me {
  const { partyId, name, grants, secondFactor, factors, sessionId } = principal
  return {
    partyId,
    name,
    grants: [...grants],
    secondFactor,
    factors: [...factors],
    mayEnrol: mayEnrol(principal, now),
    sessionId,
  }
}

/** The first factor needs a fresh invitation, any further one the factor that is there. */
export function mayEnrol(principal: Principal, now: Date): boolean {
  if (principal.shownFactor !== null) return true
  const hasFactor = principal.factors.some((kind) => kind !== 'recovery')
  return !hasFactor && principal.mayEnrolUntil !== null && principal.mayEnrolUntil > now
}
