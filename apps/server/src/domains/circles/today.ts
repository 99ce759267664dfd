/** The county's local day, YYYY-MM-DD: what the ages of facts are counted to. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
}
