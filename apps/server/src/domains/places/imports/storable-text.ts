/** Text of a stranger's file as PostgreSQL can keep it in jsonb: no NUL, no half characters; other controls become spaces. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll(/\p{Cc}/gu, (control) => (control === '\n' ? control : ' '))
}

/** JSON in which every text is storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storable(each) : each))
}
