import { everybody, type Policies, signedIn, staff } from '../../platform/http/policy.ts'

/** Who may see staff and give or take roles. */
const mayManageStaff = staff('本县管理员', ['administrator'], { reach: 'county', orOperator: false })

/** Who may see somebody's whole number, for a purpose that the person reads. */
const mayUnmask = staff('受理人员和本县管理员', ['centre-staff', 'hotline', 'town', 'department', 'administrator'], {
  reach: 'any',
  orOperator: false,
})

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

  'POST /api/identity/people/:id/unmask': mayUnmask,

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
