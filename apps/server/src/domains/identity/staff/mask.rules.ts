/** A number as anybody but its owner sees it: `138****5678`. */
export function maskedPhone(canonical: string): string {
  return canonical.replace(/^\+86(\d{3})\d{4}(\d{4})$/, '$1****$2')
}
