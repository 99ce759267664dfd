import { newInvitation } from '@xiayi/contract/staff'
import { Problem } from '../../platform/problem/problem.ts'
import type { At } from './identity-deps.ts'
import { invite } from './staff/invitations.service.ts'

/**
 * Opens the door for a county's first administrator, or for another one when the last is gone: a link that whoever has the
 * phone can use once.
 * @returns the token of the link, nowhere else to be had
 * @throws Problem invalid-input
 */
export async function inviteAdministrator(at: At, given: { name: string; phone: string }): Promise<string> {
  const draft = newInvitation.safeParse({ ...given, role: 'administrator', scope: { kind: 'county' } })
  if (!draft.success) throw new Problem('invalid-input', draft.error.issues.map(({ message }) => message).join('；'))
  const { token } = await invite(at, null, draft.data)
  return token
}
