import { mayReadOffice } from '../platform/http/office.policy.ts'
import { everybody, operator, type Policies, staff } from '../platform/http/policy.ts'

/** The auditor's page. The operator's token does not open it: looking into the log is logged with a name. */
const mayReadAudit = staff('监管人员和本县管理员', ['regulator', 'administrator'], {
  reach: 'county',
  orOperator: false,
})

export const systemPolicies: Policies = {
  'GET /api/counties': everybody,
  'POST /api/counties': operator,
  'GET /api/live': everybody,
  'GET /api/jobs/:id': everybody,
  'POST /api/jobs/:id/cancel': mayReadOffice,

  'GET /api/audit/chain': mayReadAudit,
  'GET /api/audit/entries': mayReadAudit,
  'GET /api/audit/entries.csv': mayReadAudit,
  'POST /api/audit/verify': mayReadAudit,
}
