import { staff } from './policy.ts'

/** Who reads what the office works with: drafts, facts, imports, reports. */
export const mayReadOffice = staff(
  '本县的工作人员',
  ['centre-staff', 'town', 'department', 'commerce-bureau', 'regulator', 'administrator'],
  { reach: 'any', orOperator: true },
)

/** Who changes what the whole county is measured by. */
export const mayKeepCounty = staff('负责全县数据的工作人员', ['commerce-bureau', 'administrator'], {
  reach: 'county',
  orOperator: true,
})

/** Who records facts, tries changes and keeps scenarios. */
export const mayPlan = staff('规划人员', ['town', 'department', 'commerce-bureau', 'administrator'], {
  reach: 'any',
  orOperator: true,
})
