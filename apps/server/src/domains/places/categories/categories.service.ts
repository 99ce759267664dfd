import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Category as CategoryReply } from '@xiayi/contract/places'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { type Category, type CategorySet, isVerified, parseCategorySet } from './category-set.ts'

const FILE = join(import.meta.dirname, '../../../../../../standards/categories.yaml')

let loaded: { readonly set: CategorySet; readonly sha256: string } | undefined

function load(): { readonly set: CategorySet; readonly sha256: string } {
  if (loaded !== undefined) return loaded
  const text = readFileSync(FILE, 'utf8')
  loaded = {
    set: parseCategorySet(text, 'standards/categories.yaml'),
    sha256: createHash('sha256').update(text).digest('hex'),
  }
  return loaded
}

/** The categories this server runs with. Read once. @throws Problem standard-invalid naming file, line and category */
export function categorySet(): CategorySet {
  return load().set
}

/**
 * Puts the running set on record, so that an evaluation can name the version it used; returns the version. A version is
 * immutable: the same version with another text is refused.
 */
export async function recordCategorySet(tx: Tx): Promise<string> {
  const { set, sha256 } = load()
  await tx
    .insertInto('category_set')
    .values({ version: set.version, sha256, categories: JSON.stringify(set.categories) })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
  const stored = await tx
    .selectFrom('category_set')
    .select('sha256')
    .where('version', '=', set.version)
    .executeTakeFirstOrThrow()
  if (stored.sha256 !== sha256)
    throw new Problem(
      'standard-immutable',
      `类别表 ${set.version} 已登记过，内容与现在的 standards/categories.yaml 不同。改动类别时请换一个 version。`,
    )
  return set.version
}

/** One category as the contract shows it. */
export function categoryReply(set: CategorySet, category: Category, placeCount: number): CategoryReply {
  const from = category.walkMinutes ?? category.radiusM ?? category.tier
  return {
    id: category.id,
    nameZh: category.name.zh,
    nameEn: category.name.en,
    tier: category.tier.is,
    walkMinutes: category.walkMinutes?.is ?? null,
    radiusM: category.radiusM?.is ?? null,
    source: set.sources[from.source]?.title ?? from.source,
    verified: isVerified(from),
    placeCount,
  }
}
