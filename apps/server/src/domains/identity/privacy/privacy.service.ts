import {
  CONSENT_PURPOSES,
  type ConsentPurpose,
  type ConsentReply,
  type ViewPurpose,
  type viewPage,
} from '@xiayi/contract/privacy'
import type { z } from 'zod'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { countDeeds, looksAt } from '../../../platform/audit/audit-list.sql.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Log } from '../../../platform/log/log.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import { helpOf } from '../mandates/help-of.ts'
import { reasonsOfMandates } from '../mandates/mandates-of-one.ts'
import { namesOfParties } from '../parties/parties.sql.ts'
import type { Principal } from '../sessions/principal.ts'
import { CONSENT_WORDS, consentState } from './consent-purposes.rules.ts'
import type { PersonalData } from './personal-data.ts'
import { consentsOf, heldPerson, insertConsent, lockHeldPerson, newestConsent } from './privacy.sql.ts'

const UNMASK = 'phone.unmask'
/** In any hour: from here on an alarm with every so many, and past the last no more. */
const ALARM_EVERY = 30
const MOST_AN_HOUR = 200
const HOUR_MS = 3_600_000

/**
 * Somebody's whole number, for a purpose that the person then reads in their log. The look is committed before it is seen.
 * @throws Problem not-found, too-many-requests
 */
export async function unmaskPhone(
  at: At,
  by: Principal,
  look: { partyId: string; purpose: ViewPurpose; log: Log },
): Promise<string> {
  const { county, vault, now } = at
  const person = await heldPerson(county.db, look.partyId)
  if (person === undefined || person.phoneSealed === null)
    throw new Problem('not-found', '没有这个人的号码。请刷新后再看。')
  const since = new Date(now.getTime() - HOUR_MS)
  const seen = await countDeeds(county.db, { actor: by.partyId, action: UNMASK, since })
  if (seen >= MOST_AN_HOUR)
    throw new Problem('too-many-requests', `一小时里已看过 ${seen} 个完整号码，先停一停。确有需要请联系管理员。`, {
      retryAfterSeconds: 600,
    })
  const isAlarming = (seen + 1) % ALARM_EVERY === 0
  const subject = { kind: 'person', id: person.id }
  await county.transact(async (tx) => {
    const help = await helpOf(tx, { clerkId: by.partyId, personId: person.id, now })
    const entry = { actor: by.partyId, channel: 'page', ...help, subject, purpose: look.purpose }
    await appendAudit(tx, { ...entry, action: UNMASK })
    if (isAlarming)
      await appendAudit(tx, {
        actor: by.partyId,
        channel: 'system',
        action: `${UNMASK}-alarm`,
        subject: { kind: 'person', id: by.partyId },
        details: { inOneHour: seen + 1 },
      })
  })
  if (isAlarming)
    look.log.warn(
      { county: county.code, viewer: by.partyId, inOneHour: seen + 1 },
      'privacy: somebody looks at many numbers',
    )
  return vault.open('phone', person.id, person.phoneSealed)
}

/** Who did what to one's account, in one's name, or looked at it, newest first; one's own doings are left out. */
export async function listViews(
  at: At,
  partyId: string,
  page: { before: number | undefined; limit: number },
): Promise<z.infer<typeof viewPage>> {
  const { db } = at.county
  const rows = await looksAt(db, partyId, { ...page, limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  const names = await namesOfParties(
    db,
    shown.map(({ actor }) => actor),
  )
  const reasons = await reasonsOfMandates(
    at,
    shown.flatMap(({ mandateId }) => mandateId ?? []),
  )
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      viewer: names.get(row.actor) ?? null,
      action: row.action,
      purpose: row.purpose,
      channel: row.channel,
      isForMe: row.principal === partyId,
      reason: row.mandateId === null ? null : (reasons.get(row.mandateId) ?? null),
    })),
    nextCursor: rows.length > page.limit ? String(shown.at(-1)?.id ?? '') : null,
    total: null,
  }
}

export async function listConsents({ county }: At, partyId: string): Promise<ConsentReply[]> {
  const decisions = await consentsOf(county.db, partyId)
  return CONSENT_PURPOSES.map((purpose) => {
    const newest = decisions.find((each) => each.purpose === purpose)
    const words = CONSENT_WORDS[purpose]
    return { purpose, ...words, state: consentState(words.version, newest), since: newest?.at.toISOString() ?? null }
  })
}

/** Asked of the database each time, so a withdrawal holds from its commit on. */
export async function hasConsent(db: Db, partyId: string, purpose: ConsentPurpose): Promise<boolean> {
  return consentState(CONSENT_WORDS[purpose].version, await newestConsent(db, partyId, purpose)) === 'given'
}

/** @throws Problem conflict: the words changed since they were read */
export async function decideConsent(
  { county, now }: At,
  partyId: string,
  change: { purpose: ConsentPurpose; version: number; decision: 'given' | 'withdrawn' },
): Promise<void> {
  const { purpose, version, decision } = change
  if (decision === 'given' && version !== CONSENT_WORDS[purpose].version)
    throw new Problem('conflict', '这项说明刚刚改过。请刷新，读过新的说明再决定。')
  await county.transact(async (tx) => {
    await lockHeldPerson(tx, partyId)
    const newest = await newestConsent(tx, partyId, purpose)
    if (newest?.decision === decision && newest.version === version) return
    await insertConsent(tx, partyId, { purpose, version, decision, channel: 'page', at: now })
    const action = decision === 'given' ? 'consent.give' : 'consent.withdraw'
    await audited(tx, { by: partyId, action, to: partyId, details: { purpose, version } })
  })
}

/** Everything that is held about the person, by domain, as a document of its own. */
export async function collectOwnData(
  at: At,
  partyId: string,
  sources: readonly PersonalData[],
): Promise<Readonly<Record<string, unknown>>> {
  await at.county.transact((tx) => audited(tx, { by: partyId, action: 'personal-data.export', to: partyId }))
  const parts: Record<string, unknown> = {}
  for (const source of sources) parts[source.title] = await source.collect(at, partyId)
  const views = await listViews(at, partyId, { before: undefined, limit: 1000 })
  return { 县: at.county.code, 导出时间: at.now.toISOString(), ...parts, 谁看过: views.items }
}

/** @throws Problem conflict: with each matter that is open and what to do about it */
export async function eraseOwnData(
  at: At,
  partyId: string,
  sources: readonly PersonalData[],
): Promise<readonly string[]> {
  await at.county.transact(async (tx) => {
    await lockHeldPerson(tx, partyId)
    const open = await Promise.all(sources.map((source) => source.openMatters(tx, partyId)))
    const matters = open.flat()
    if (matters.length > 0) throw new Problem('conflict', `现在还不能注销：${matters.join(' ')}`)
    for (const source of sources) await source.erase(tx, partyId, at)
    await audited(tx, { by: partyId, action: 'person.erase', to: partyId })
  })
  return sources.flatMap((source) => source.kept)
}
