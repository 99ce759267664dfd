import type { FactorKind, Role, Scope } from '@xiayi/contract/identity'

export const roleWords = {
  resident: '居民',
  worker: '服务人员',
  'shop-owner': '店主',
  'shop-staff': '店员',
  'centre-staff': '便民中心人员',
  hotline: '热线坐席',
  town: '乡镇街道人员',
  department: '部门人员',
  'commerce-bureau': '商务局人员',
  regulator: '市场监管人员',
  administrator: '本县管理员',
} as const satisfies Record<Role, string>

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
