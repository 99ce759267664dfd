import { mayPlan, mayReadOffice } from '../../platform/http/office.policy.ts'
import { type Policies, staff } from '../../platform/http/policy.ts'

/** Who moves a proposal: hands it in, agrees, declines. */
const mayDecide = staff('负责提案的工作人员', ['department', 'commerce-bureau', 'administrator'], {
  reach: 'county',
  orOperator: true,
})

/** What a county might build is the office's until it is decided. */
export const scenarioPolicies: Policies = {
  'POST /api/scenarios/preview': mayReadOffice,
  'POST /api/scenarios/siting': mayReadOffice,
  'POST /api/scenarios/siting/exact': mayPlan,
  'GET /api/scenarios': mayReadOffice,
  'GET /api/scenarios/compare': mayReadOffice,
  'GET /api/scenarios/:id': mayReadOffice,
  'GET /api/scenarios/:id/preview': mayReadOffice,
  'GET /api/scenarios/:id/history': mayReadOffice,
  'POST /api/scenarios': mayPlan,
  'PUT /api/scenarios/:id': mayPlan,
  'DELETE /api/scenarios/:id': mayPlan,
  'POST /api/scenarios/:id/restore': mayPlan,
  'GET /api/scenarios/:id/proposal': mayReadOffice,
  'PUT /api/scenarios/:id/proposal': mayPlan,
  'POST /api/scenarios/:id/proposal/:move': mayDecide,
}
