import { everybody, type Policies } from '../../platform/http/policy.ts'

/** A standard that nobody may read binds nobody. */
export const standardPolicies: Policies = {
  'GET /api/standards': everybody,
  'GET /api/standards/:id': everybody,
  'GET /api/standards/:id/questions': everybody,
}
