import { holdsAny, type Sentence } from './sessions/current-principal.ts'

/** Who may see staff and give or take roles. */
export const mayManageStaff: Sentence = holdsAny('本县管理员', 'administrator')
