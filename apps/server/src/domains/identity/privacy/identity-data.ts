import { leaveMandates, mandatesToTake } from '../mandates/mandates-of-one.ts'
import { standingGrants } from '../parties/parties.sql.ts'
import { isStaffRole } from '../sessions/session.rules.ts'
import type { PersonalData } from './personal-data.ts'
import { consentsOf, devicesOf, erasePerson, factorsOf, heldPerson, lockHeldPerson, textsTo } from './privacy.sql.ts'

/** A person, how they come in, and what they agreed to. */
export const identityData: PersonalData = {
  title: '账户',
  async collect(at, partyId) {
    const { county, vault } = at
    const { db } = county
    const person = await heldPerson(db, partyId)
    if (person === undefined) return {}
    const { id, name, phoneSealed, phoneBlind, createdAt } = person
    return {
      person: { id, name, phone: phoneSealed && vault.open('phone', id, phoneSealed), createdAt },
      roles: await standingGrants(db, id),
      devices: await devicesOf(db, id),
      secondFactors: await factorsOf(db, id),
      consents: await consentsOf(db, id),
      mandates: await mandatesToTake(at, id),
      texts: phoneBlind === null ? [] : await textsTo(db, phoneBlind),
    }
  },
  async openMatters(tx, partyId) {
    const isStaff = (await standingGrants(tx, partyId)).some(({ role }) => isStaffRole(role))
    return isStaff ? ['您还有工作人员的角色。先请本县管理员收回，再注销。'] : []
  },
  async erase(tx, partyId, at) {
    const person = await lockHeldPerson(tx, partyId)
    if (person === undefined) return
    await leaveMandates(at, tx, person)
    await erasePerson(tx, person, at.now)
  },
  kept: [
    '审计记录：只有编号，没有姓名和号码（网络安全法要求至少 6 个月）',
    '同意和撤回的记录：只有编号、用途和时间，证明处理有依据',
    '角色和授权的起止时间：只有编号',
  ],
}
