import type { SealedColumn } from '../../platform/vault/sealed-column.ts'

/** Where identity keeps sealed values, each bound to its row's id. */
export const identitySealedColumns: readonly SealedColumn[] = [
  { table: 'party', key: 'id', column: 'phone_sealed', purpose: 'phone', subject: 'id' },
  { table: 'invitation', key: 'id', column: 'phone_sealed', purpose: 'phone', subject: 'id' },
  { table: 'text_message', key: 'id', column: 'to_sealed', purpose: 'phone', subject: 'id' },
  { table: 'second_factor', key: 'id', column: 'secret_sealed', purpose: 'sign-in-secret', subject: 'id' },
  { table: 'mandate', key: 'id', column: 'invited_sealed', purpose: 'phone', subject: 'id' },
  { table: 'mandate', key: 'id', column: 'words_sealed', purpose: 'note', subject: 'id' },
]
