import { queryOptions } from '@tanstack/react-query'
import { codeSent, meReply, sessionList, sessionsEnded } from '@xiayi/contract/identity'
import {
  askOptions,
  enrolOptions,
  factorEnrolled,
  factorList,
  newRecoveryCodes,
  type PasskeyAnswer,
  type PasskeyEnrolment,
  totpStart,
} from '@xiayi/contract/second-factor'
import { invitationSeen } from '@xiayi/contract/staff'
import { z } from 'zod'
import { request } from '../../live/request.ts'

/** The server keeps no reply of these (a cookie, a secret), so a key would promise what it does not hold. */
const post = (county: string, body?: object) =>
  ({ method: 'POST', query: { county }, asksOnly: true, ...(body !== undefined && { body }) }) as const
const drop = (county: string) => ({ method: 'DELETE', query: { county } }) as const

export function meQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'me'],
    queryFn: async ({ signal }) => (await request(meReply, '/api/identity/me', { query: { county }, signal })).me,
  })
}

export function sessionsQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'sessions'],
    queryFn: async ({ signal }) =>
      (await request(sessionList, '/api/identity/sessions', { query: { county }, signal })).items,
  })
}

export function factorsQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'factors'],
    queryFn: ({ signal }) => request(factorList, '/api/identity/factors', { query: { county }, signal }),
  })
}

/** What an invitation's link is for; asked by POST, so that the token stays out of addresses. */
export function invitationQuery(county: string, token: string) {
  return queryOptions({
    queryKey: ['identity', county, 'invitation', token],
    queryFn: () => request(invitationSeen, '/api/identity/invitations/look', post(county, { token })),
    enabled: token !== '',
    retry: false,
  })
}

export const askCode = (county: string, phone: string) =>
  request(codeSent, '/api/identity/codes', post(county, { phone }))
export const signIn = (county: string, given: { phone: string; code: string }) =>
  request(meReply, '/api/identity/sessions', post(county, given))
export const signOut = (county: string) => request(z.undefined(), '/api/identity/sessions/current', drop(county))
export const endSession = (county: string, id: string) =>
  request(z.undefined(), `/api/identity/sessions/${id}`, drop(county))
export const endOthers = (county: string) => request(sessionsEnded, '/api/identity/sessions/end-others', post(county))
export const acceptInvitation = (county: string, token: string) =>
  request(meReply, '/api/identity/invitations/accept', post(county, { token }))

export const startTotp = (county: string) => request(totpStart, '/api/identity/factors/totp', post(county))
export const confirmTotp = (county: string, code: string) =>
  request(factorEnrolled, '/api/identity/factors/totp/confirm', post(county, { code }))
export const passkeyEnrolOptions = (county: string) =>
  request(enrolOptions, '/api/identity/factors/passkeys/options', post(county))
export const enrolPasskey = (county: string, enrolment: PasskeyEnrolment) =>
  request(factorEnrolled, '/api/identity/factors/passkeys', post(county, enrolment))
export const removeFactor = (county: string, id: string) =>
  request(z.undefined(), `/api/identity/factors/${id}`, drop(county))
export const renewRecoveryCodes = (county: string) =>
  request(newRecoveryCodes, '/api/identity/factors/recovery-codes', post(county))

export const showCode = (county: string, kind: 'totp' | 'recovery', code: string) =>
  request(meReply, `/api/identity/second-factor/${kind}`, post(county, { code }))
export const passkeyAskOptions = (county: string) =>
  request(askOptions, '/api/identity/second-factor/passkey/options', post(county))
export const showPasskey = (county: string, response: PasskeyAnswer['response']) =>
  request(meReply, '/api/identity/second-factor/passkey', post(county, { response }))
