import { z } from 'zod'
import type { Vault } from '../../../platform/vault/vaults.ts'

/** What people wrote into a mandate, sealed as one value that is bound to its id. */
const words = z.object({
  /** what the one who asked calls the relative, and is called */
  theirName: z.string().optional(),
  myName: z.string().optional(),
  /** a clerk's */
  reason: z.string().optional(),
  /** a guardian's paper */
  proof: z.string().optional(),
})
export type MandateWords = z.infer<typeof words>

export function sealWords(vault: Vault, id: string, said: MandateWords): Buffer {
  return vault.seal('note', id, JSON.stringify(said))
}

export function openWords(vault: Vault, id: string, sealed: Buffer | null): MandateWords {
  return sealed === null ? {} : words.parse(JSON.parse(vault.open('note', id, sealed)))
}
