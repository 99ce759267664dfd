import { createHash } from 'node:crypto'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import type { Finding } from '../../../platform/verify/finding.ts'
import { currentNetwork } from '../imports/import-map.sql.ts'
import { editOffThread } from '../model/model-maker.ts'
import { allNetworkEdits } from './network-edits.sql.ts'
import { editWords, standingIds } from './standing-edits.rules.ts'

/** The list of edits is the truth: laid on the imported network again, those that stand give the stored network byte by byte. */
export async function checkNetworkEdits(county: CountyDb, files: Files): Promise<Finding> {
  const rows = await allNetworkEdits(county.db)
  const network = await currentNetwork(county.db)
  const faults: string[] = []
  if (network !== undefined && rows.length > 0) {
    const standing = standingIds(rows)
    const edits = rows.flatMap((row) =>
      row.content !== null && standing.has(row.id) && !network.leftOut.includes(row.id)
        ? [{ row, number: row.number, edit: row.content }]
        : [],
    )
    const bytes = await files.read(county.code, network.baseVersion)
    const edited = await editOffThread({ bytes, edits: edits.map(({ number, edit }) => ({ number, edit })) })
    for (const at of edited.misfits.keys()) {
      const row = edits[at]?.row
      if (row !== undefined) faults.push(`a standing edit no longer fits the network under it: ${editWords(row)}`)
    }
    const made = createHash('sha256').update(edited.bytes).digest('hex')
    if (made !== network.version)
      faults.push(`the stored network ${network.version} is not what its edits make of the imported one: ${made}`)
    for (const id of network.leftOut)
      if (!standing.has(id)) faults.push(`an edit is left out of the network and does not stand: ${id}`)
  }
  return { county: county.code, check: 'network edits', examined: rows.length, faults }
}
