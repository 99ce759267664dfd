import type { FactorKind, Scope } from '@xiayi/contract/identity'

export const factorWords = {
  passkey: '通行密钥',
  totp: '验证器',
  recovery: '恢复码',
} as const satisfies Record<FactorKind, string>

/** How far a role reaches; `name` is the organisation's. */
export function scopeWords(scope: Scope, name: string | null = null): string {
  if (scope.kind === 'county') return '全县'
  return scope.kind === 'town' ? `乡镇 ${scope.area}` : (name ?? '一个单位')
}

/** Four by four, so that one can copy it by hand. */
export function inFours(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
