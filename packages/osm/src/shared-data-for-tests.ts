import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Real extracts lie beside the repository, not in it: ../shared/data/osm. */
export function extractPath(name: string): string {
  return resolve(import.meta.dirname, '../../../../shared/data/osm', name)
}

export function hasExtract(name: string): boolean {
  return existsSync(extractPath(name))
}

export function readExtract(name: string): Uint8Array {
  return readFileSync(extractPath(name))
}
