import type { Role, Scope } from '@xiayi/contract/identity'

/**
 * People of the example county in every role, for trying out (示例数据; nobody real). The numbers are made up. They are there only
 * while the server runs in development: their second factor is written here for everybody to read.
 */
export interface ExamplePerson {
  readonly name: string
  /** canonical */
  readonly phone: string
  readonly role: Role
  /** the organisation is the example shop */
  readonly scope: Exclude<Scope['kind'], 'town'> | { readonly town: string }
}

/** 32 letters of base32: what goes into an authenticator app, for all of them. */
export const EXAMPLE_TOTP_SECRET = 'XIAYISHILIXIAYISHILIXIAYISHILIXI'
export const EXAMPLE_SHOP = '示例便民店'

export const EXAMPLE_PEOPLE: readonly ExamplePerson[] = [
  { name: '示例居民甲', phone: '+8615400000001', role: 'resident', scope: 'county' },
  { name: '示例居民乙', phone: '+8615400000002', role: 'resident', scope: 'county' },
  { name: '示例服务员', phone: '+8615400000003', role: 'worker', scope: 'organisation' },
  { name: '示例店主', phone: '+8615400000004', role: 'shop-owner', scope: 'organisation' },
  { name: '示例店员', phone: '+8615400000005', role: 'shop-staff', scope: 'organisation' },
  { name: '示例窗口', phone: '+8615400000006', role: 'centre-staff', scope: 'county' },
  { name: '示例坐席', phone: '+8615400000007', role: 'hotline', scope: 'county' },
  { name: '示例镇干部', phone: '+8615400000008', role: 'town', scope: { town: '411426100' } },
  { name: '示例部门', phone: '+8615400000009', role: 'department', scope: 'county' },
  { name: '示例商务', phone: '+8615400000010', role: 'commerce-bureau', scope: 'county' },
  { name: '示例监管', phone: '+8615400000011', role: 'regulator', scope: 'county' },
  { name: '示例管理员', phone: '+8615400000012', role: 'administrator', scope: 'county' },
]
