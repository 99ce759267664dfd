import { identitySealedColumns } from '../domains/identity/public.ts'
import type { SealedColumn } from '../platform/vault/sealed-column.ts'

/** Every column of sealed values: a change of keys reaches them. A test holds this list against the database. */
export const sealedColumns: readonly SealedColumn[] = [...identitySealedColumns]
