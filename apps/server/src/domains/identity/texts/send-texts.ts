import { STAFF_ROLES } from '@xiayi/contract/identity'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { At, IdentityFoundation } from '../identity-deps.ts'
import { isNumberOfStaff } from '../parties/parties.sql.ts'
import { dropOldQuotas } from '../sign-in/codes.sql.ts'
import { codeOfNonce } from '../sign-in/sign-in.service.ts'
import { aliyunSender } from './sms.adapter.ts'
import { TextRefused, type TextSender } from './text-sender.ts'
import { claimTexts, type DueText, finishText, giveUpTexts, type TextEnd } from './texts.sql.ts'

/**
 * Queued texts leave here, after the commit that asked for them. A text is claimed for good before the provider is asked: a
 * process that is killed in between loses it, and its person asks for another code a minute later. Never is one sent twice.
 */
const BATCH = 40
const SWEEP_MS = 60_000
const LOST_MS = 300_000
/** After so many faults in a row the provider is left alone for a while; what waits meanwhile goes stale, not out. */
const FAULTS = 5
const PAUSE_MS = 30_000

export interface TextRounds {
  /** Sends what is due in one county; returns how many were claimed. */
  look(county: CountyDb): Promise<number>
}

export function createTextRounds(
  deps: Pick<IdentityFoundation, 'config' | 'log' | 'vaults'>,
  options: { sender?: TextSender; now?: () => Date } = {},
): TextRounds {
  const now = options.now ?? (() => new Date())
  const { aliyun } = deps.config.sms
  const sender = options.sender ?? (aliyun && aliyunSender(aliyun, now))
  const sweptAt = new Map<string, number>()
  let faults = 0
  let pausedUntil = 0

  async function endOf({ county, vault }: Pick<At, 'county' | 'vault'>, text: DueText): Promise<TextEnd> {
    if (text.expiresAt <= now()) return { state: 'stale' }
    const { mode } = deps.config.sms
    if (sender === undefined || mode === 'rehearsal') return { state: 'rehearsed' }
    if (mode === 'staff-only' && !(await isNumberOfStaff(county.db, text.toBlind, STAFF_ROLES, now())))
      return { state: 'withheld' }
    const provider = sender.name
    try {
      const to = vault.open('phone', text.id, text.toSealed)
      const providerId = await sender.send({ id: text.id, to, code: codeOfNonce(vault, text.nonce) })
      faults = 0
      return { state: 'sent', provider, providerId }
    } catch (error) {
      const failure = error instanceof TextRefused ? error.reason : 'no-answer'
      // What the provider says goes to the log; the number and the code do not.
      deps.log.warn({ textId: text.id, provider, failure }, 'texts: one did not leave')
      faults++
      if (faults >= FAULTS) pausedUntil = now().getTime() + PAUSE_MS
      return { state: 'failed', provider, failure }
    }
  }

  async function sweep(county: CountyDb): Promise<void> {
    if (now().getTime() - (sweptAt.get(county.code) ?? 0) < SWEEP_MS) return
    sweptAt.set(county.code, now().getTime())
    await county.transact(async (tx) => {
      await dropOldQuotas(tx, now())
      await giveUpTexts(tx, new Date(now().getTime() - LOST_MS), now())
    })
  }

  return {
    async look(county) {
      if (now().getTime() < pausedUntil) return 0
      await sweep(county)
      const vault = await deps.vaults.of(county)
      const due = await county.transact((tx) => claimTexts(tx, now(), BATCH))
      await Promise.all(
        due.map(async (text) => {
          const end = await endOf({ county, vault }, text)
          await county.transact((tx) => finishText(tx, text.id, end, now()))
        }),
      )
      return due.length
    },
  }
}
