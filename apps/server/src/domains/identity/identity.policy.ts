import { holdsAny, type Sentence } from './sessions/current-principal.ts'

/** Who may see staff and give or take roles. */
export const mayManageStaff: Sentence = holdsAny('本县管理员', 'administrator')

/** Who may see somebody's whole number, for a purpose that the person reads. */
export const mayUnmask: Sentence = holdsAny(
  '受理人员和本县管理员',
  'centre-staff',
  'hotline',
  'town',
  'department',
  'administrator',
)
