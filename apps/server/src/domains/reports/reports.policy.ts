import { mayPlan, mayReadOffice } from '../../platform/http/office.policy.ts'
import type { Policies } from '../../platform/http/policy.ts'

export const reportPolicies: Policies = {
  'GET /api/reports': mayReadOffice,
  'GET /api/reports/:id': mayReadOffice,
  'GET /api/reports/:id/file': mayReadOffice,
  'POST /api/reports': mayPlan,
}
