import { type Grant, grant, type Scope } from '@xiayi/contract/identity'

/** A scope as three columns; what is read back is checked by the contract's own schema. */
export function scopeColumns(scope: Scope): { scope: string; scope_area: string | null; scope_party: string | null } {
  return {
    scope: scope.kind,
    scope_area: scope.kind === 'town' ? scope.area : null,
    scope_party: scope.kind === 'organisation' ? scope.partyId : null,
  }
}

interface ScopeRow {
  readonly scope: string
  readonly scope_area: string | null
  readonly scope_party: string | null
}

export function grantOf(row: ScopeRow & { readonly role: string }): Grant {
  return grant.parse({ role: row.role, scope: scopeValue(row) })
}

function scopeValue({ scope, scope_area, scope_party }: ScopeRow): unknown {
  if (scope === 'town') return { kind: scope, area: scope_area }
  if (scope === 'organisation') return { kind: scope, partyId: scope_party }
  return { kind: scope }
}
