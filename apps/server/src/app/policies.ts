import { circlePolicies } from '../domains/circles/public.ts'
import { identityPolicies } from '../domains/identity/public.ts'
import { placePolicies } from '../domains/places/public.ts'
import { reportPolicies } from '../domains/reports/public.ts'
import { scenarioPolicies } from '../domains/scenarios/public.ts'
import { standardPolicies } from '../domains/standards/public.ts'
import type { Policies } from '../platform/http/policy.ts'
import { systemPolicies } from './system.policy.ts'

/** Who may ask which route: all of the house. docs/authorisation.md is made of it. */
export const policies: Policies = {
  ...systemPolicies,
  ...identityPolicies,
  ...placePolicies,
  ...standardPolicies,
  ...circlePolicies,
  ...scenarioPolicies,
  ...reportPolicies,
}
