import { GUARDIAN_DAYS, type Guardianship } from '@xiayi/contract/mandates'
import { canonicalPhone } from '@xiayi/contract/phone'
import { type ExtentDraft, emptyExtent, extentOf } from '../family/relative-draft.ts'

export interface GuardianDraft extends ExtentDraft {
  readonly name: string
  readonly phone: string
  readonly proof: string
  /** whole years */
  readonly years: string
}

export const emptyGuardian: GuardianDraft = { ...emptyExtent, name: '', phone: '', proof: '', years: '5' }

/** What is sent, or the first thing that is missing, in words. */
export function guardianshipOf(draft: GuardianDraft): { paper: Guardianship } | { missing: string } {
  const [name, proof] = [draft.name.trim(), draft.proof.trim()]
  const phone = canonicalPhone(draft.phone)
  const years = /^\d{1,2}$/.test(draft.years.normalize('NFKC').trim()) ? Number(draft.years.normalize('NFKC')) : 0
  if (name === '') return { missing: '请填被监护人的姓名。' }
  if (draft.phone.trim() !== '' && phone === undefined) return { missing: '被监护人的手机号不对。没有手机的，不用填。' }
  if (proof === '') return { missing: '请填证明材料的名称和编号，要看过原件。' }
  if (years < 1 || years * 366 > GUARDIAN_DAYS.most) return { missing: '有效期填 1 到 18 年。' }
  const extent = extentOf(draft)
  if ('missing' in extent) return extent
  const ward = phone === undefined ? ({ by: 'name', name } as const) : ({ by: 'phone', phone, name } as const)
  return { paper: { ward, proof, days: Math.round(years * 365.25), ...extent } }
}
