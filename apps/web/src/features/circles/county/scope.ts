/** Whom the county's figures speak of: the communities of the fixed denominator, or all. */
export const SCOPES = ['urban', 'all'] as const
export type Scope = (typeof SCOPES)[number]

/** The one that the address names; else the main-urban ones, where there are any. */
export function scopeOf(asked: string | undefined, circles: readonly { isUrban: boolean }[]): Scope {
  const named = SCOPES.find((scope) => scope === asked)
  return named ?? (circles.some(({ isUrban }) => isUrban) ? 'urban' : 'all')
}

export function inScope<T extends { isUrban: boolean }>(circles: readonly T[], scope: Scope): readonly T[] {
  return scope === 'all' ? circles : circles.filter(({ isUrban }) => isUrban)
}

export const scopeWords = { urban: '主城区', all: '全县' } as const satisfies Record<Scope, string>
