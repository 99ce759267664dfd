/**
 * What a sealed value is for, and which line of keys seals it; a new kind of value is a line here. Health and the secrets of
 * signing in have keys of their own.
 */
const FAMILY_OF = {
  phone: 'personal',
  name: 'personal',
  'identity-number': 'personal',
  address: 'personal',
  'birth-date': 'personal',
  'bank-account': 'personal',
  note: 'personal',
  health: 'health',
  'sign-in-secret': 'secret',
} as const satisfies Record<string, Family>

/** Besides values: `index` keys the columns that are looked up, `anchor` what lies outside the database. */
export const FAMILIES = ['personal', 'health', 'secret', 'index', 'anchor'] as const
export type Family = (typeof FAMILIES)[number]
export type Purpose = keyof typeof FAMILY_OF

export function familyOf(purpose: Purpose): Family {
  return FAMILY_OF[purpose]
}
