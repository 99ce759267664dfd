import { roleWords, STAFF_ROLES, type StaffRole } from '@xiayi/contract/identity'
import { allows, type Policy } from '../platform/http/policy.ts'

export interface RouteRow {
  /** `METHOD /address` */
  readonly route: string
  readonly summary: string
  readonly policy: Policy
}

/** docs/authorisation.md: every route and who may ask it. */
export function authorisationDocument(rows: readonly RouteRow[]): string {
  const header = ['route', '', '所有人', '登录的本人', '本机管理员', ...STAFF_ROLES.map((role) => roleWords[role])]
  return [
    '# Authorisation',
    '',
    'Written by `npm run xiayi -- authorisation --write` from the `<domain>.policy.ts` of every domain; `npm run check` compares. A',
    'route without a policy keeps the server from starting; `apps/server/src/app/authorise.test.ts` asks every route as everybody.',
    '',
    '●: may. ◐: may when the role holds in all of the county, not for one town or organisation. Staff roles count after the second',
    'factor. 本机管理员: whoever holds `OPERATOR_TOKEN`, or, where none is set, sits at this machine and is not signed in. A route',
    'for 登录的本人 shows and changes nothing but what is theirs.',
    '',
    `| ${header.join(' | ')} |`,
    `|${' --- |'.repeat(header.length)}`,
    ...rows
      .toSorted((a, b) => (a.route.slice(a.route.indexOf(' ')) < b.route.slice(b.route.indexOf(' ')) ? -1 : 1))
      .map(line),
    '',
  ].join('\n')
}

function line({ route, summary, policy }: RouteRow): string {
  const marks = [
    policy.kind === 'everybody',
    policy.kind === 'everybody' || policy.kind === 'signed-in',
    policy.kind === 'everybody' || policy.kind === 'operator' || (policy.kind === 'staff' && policy.orOperator),
  ].map((may) => (may ? '●' : ''))
  return `| ${[`\`${route}\``, summary, ...marks, ...STAFF_ROLES.map((role) => markOf(policy, role))].join(' | ')} |`
}

function markOf(policy: Policy, role: StaffRole): string {
  if (allows(policy, [{ role, scope: { kind: 'town', area: '1' } }])) return '●'
  return allows(policy, [{ role, scope: { kind: 'county' } }]) ? '◐' : ''
}
