import { z } from 'zod'

/** Blanks of every kind, hyphens and dashes, dots and brackets: how people group a number. */
const GROUPING = /[\s\u00ad\u200b\ufeff\-\u2010-\u2015\u2212._()/]/gu

/**
 * The one spelling of a mobile number of the mainland, as E.164: `+8613812345678`. Full-width digits, blanks, hyphens and
 * brackets, `+86`, `0086`, `86` and a trunk `0` in front lead to the same; undefined for what is no such number.
 */
export function canonicalPhone(text: string): string | undefined {
  const [, digits] = /^(?:\+|00)?(?:86)?0?(1[3-9]\d{9})$/.exec(text.normalize('NFKC').replaceAll(GROUPING, '')) ?? []
  return digits === undefined ? undefined : `+86${digits}`
}

/** As people read a number aloud: `138 1234 5678`. */
export function phoneWords(canonical: string): string {
  return canonical.replace(/^\+86(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
}

/** Typed by a person in any spelling; parsed it is canonical, and that is what is stored. */
export const phone = z
  .string()
  .max(60)
  .transform((text, context) => {
    const canonical = canonicalPhone(text)
    if (canonical !== undefined) return canonical
    context.addIssue({ code: 'custom', message: '请填写 11 位手机号，如 138 1234 5678' })
    return z.NEVER
  })
