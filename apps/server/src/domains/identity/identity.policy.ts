import { everybody, type Policies, signedIn, staff } from '../../platform/http/policy.ts'
import { HELP_ROLES } from './mandates/mandate.rules.ts'

/** Who may see staff and give or take roles. */
const mayManageStaff = staff('本县管理员', ['administrator'], { reach: 'county', orOperator: false })

/** Who may see somebody's whole number, for a purpose that the person reads. */
const mayUnmask = staff('受理人员和本县管理员', ['centre-staff', 'hotline', 'town', 'department', 'administrator'], {
  reach: 'any',
  orOperator: false,
})

/** Who may act for somebody at the counter or on the phone. */
const mayHelp = staff('便民中心、热线和乡镇街道的人员', HELP_ROLES, { reach: 'any', orOperator: false })

/** The operator's token opens none of these: each deed here has a person's name on it. */
export const identityPolicies: Policies = {
  'POST /api/identity/codes': everybody,
  'POST /api/identity/sessions': everybody,
  'GET /api/identity/me': everybody,
  'POST /api/identity/invitations/look': everybody,

  'GET /api/identity/sessions': signedIn,
  'DELETE /api/identity/sessions/:id': signedIn,
  'POST /api/identity/sessions/end-others': signedIn,
  'POST /api/identity/invitations/accept': signedIn,
  'GET /api/identity/factors': signedIn,
  'DELETE /api/identity/factors/:id': signedIn,
  'POST /api/identity/factors/recovery-codes': signedIn,
  'POST /api/identity/factors/totp': signedIn,
  'POST /api/identity/factors/totp/confirm': signedIn,
  'POST /api/identity/factors/passkeys/options': signedIn,
  'POST /api/identity/factors/passkeys': signedIn,
  'POST /api/identity/second-factor/totp': signedIn,
  'POST /api/identity/second-factor/recovery': signedIn,
  'POST /api/identity/second-factor/passkey/options': signedIn,
  'POST /api/identity/second-factor/passkey': signedIn,
  'GET /api/identity/my-data/views': signedIn,
  'GET /api/identity/my-data/consents': signedIn,
  'PUT /api/identity/my-data/consents': signedIn,
  'GET /api/identity/my-data/file': signedIn,
  'POST /api/identity/my-data/erase': signedIn,

  // For somebody else: the service asks for the mandate.
  'GET /api/identity/mandates': signedIn,
  'POST /api/identity/mandates': signedIn,
  'POST /api/identity/mandates/:id/confirm': signedIn,
  'POST /api/identity/mandates/:id/decline': signedIn,
  'POST /api/identity/mandates/:id/revoke': signedIn,

  'POST /api/identity/people/:id/unmask': mayUnmask,

  'GET /api/identity/on-behalf': mayHelp,
  'POST /api/identity/on-behalf': mayHelp,
  'POST /api/identity/on-behalf/:id/close': mayHelp,
  'POST /api/identity/guardians': mayHelp,
  'POST /api/identity/guardians/:id/void': mayHelp,

  'GET /api/identity/staff': mayManageStaff,
  'POST /api/identity/staff/:id/reset-factors': mayManageStaff,
  'POST /api/identity/staff/:id/end-sessions': mayManageStaff,
  'POST /api/identity/memberships': mayManageStaff,
  'DELETE /api/identity/memberships/:id': mayManageStaff,
  'GET /api/identity/parties': mayManageStaff,
  'POST /api/identity/parties': mayManageStaff,
  'GET /api/identity/invitations': mayManageStaff,
  'POST /api/identity/invitations': mayManageStaff,
  'DELETE /api/identity/invitations/:id': mayManageStaff,
}
