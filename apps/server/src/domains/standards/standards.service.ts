import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type {
  StandardClause,
  StandardQuestion,
  StandardQuestions,
  StandardSource,
  StandardSummary,
  StandardTier,
} from '@xiayi/contract/standards'
import type { CountyDb, Db, Tx } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { questionsOf } from './questions.rules.ts'
import { type Clause, isVerifiedClause, type RuleSet } from './rule-set.ts'
import { parseRuleSet } from './rule-set-file.ts'
import { ruleSetSha256 } from './rule-set-hash.ts'
import {
  allStandards,
  insertStandard,
  newestStandard,
  replaceUnusedStandard,
  type StandardRow,
  standardVersion,
} from './standards.sql.ts'

const FOLDER = join(import.meta.dirname, '../../../../../standards')
const NO_RULE_SET = new Set(['categories.yaml'])

/** The set that a county is held against when nobody names another. */
export const DEFAULT_STANDARD = 'xiayi-plan'

export interface StoredRuleSet {
  readonly ruleSet: RuleSet
  readonly row: StandardRow
}

/** Reads a rule set and stores it. The same version with other words is refused once an evaluation has used it. */
async function storeStandard(
  tx: Tx,
  yaml: string,
  file: string,
  knownCategories: ReadonlySet<string>,
): Promise<RuleSet> {
  const ruleSet = parseRuleSet(yaml, file, knownCategories)
  const sha256 = ruleSetSha256(ruleSet)
  const stored = await standardVersion(tx, ruleSet.id, ruleSet.version)
  if (stored?.sha256 === sha256) return ruleSet
  const row = {
    id: ruleSet.id,
    version: ruleSet.version,
    title: ruleSet.title,
    isOfficial: ruleSet.isOfficial,
    sha256,
    sourceYaml: yaml,
  }
  if (stored === undefined) await insertStandard(tx, row)
  else if (!(await replaceUnusedStandard(tx, row)))
    throw new Problem(
      'standard-immutable',
      `标准 ${ruleSet.id} 的 ${ruleSet.version} 版已用于评估，${file} 的内容与它不同。改动标准时请换一个 version。`,
    )
  return ruleSet
}

/** Stores every rule set that ships with this version. */
export async function storeShippedStandards(tx: Tx, knownCategories: ReadonlySet<string>): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml') && !NO_RULE_SET.has(name)).toSorted()
  for (const name of files)
    await storeStandard(tx, await readFile(join(FOLDER, name), 'utf8'), `standards/${name}`, knownCategories)
}

/** Parsing takes some 30 ms and what a hash names never changes: each content is read once. */
const parsed = new Map<string, RuleSet>()

/** What was stored has passed the check against the categories of its time; they are not held against it again. */
function read(row: StandardRow): StoredRuleSet {
  const ruleSet = parsed.get(row.sha256) ?? parseRuleSet(row.sourceYaml, `${row.id}@${row.version}`)
  parsed.set(row.sha256, ruleSet)
  return { row, ruleSet }
}

/** The newest version of each set. */
export async function listStandards(db: Db): Promise<readonly StoredRuleSet[]> {
  const newest = new Map<string, StandardRow>()
  for (const row of await allStandards(db)) if (!newest.has(row.id)) newest.set(row.id, row)
  return [...newest.values()].map(read)
}

/** `id`, or `id@version` for an older one. @throws Problem not-found */
export async function getStandard(db: Db, reference: string): Promise<StoredRuleSet> {
  const [id = '', version] = reference.split('@')
  const row = version === undefined ? await newestStandard(db, id) : await standardVersion(db, id, version)
  if (row === undefined) throw new Problem('not-found', `没有编号为“${reference}”的标准。请从评价标准页里选择。`)
  return read(row)
}

export function summaryOf({ ruleSet, row }: StoredRuleSet): StandardSummary {
  return {
    id: ruleSet.id,
    version: ruleSet.version,
    title: ruleSet.title,
    note: ruleSet.note ?? null,
    isOfficial: ruleSet.isOfficial,
    clauses: ruleSet.clauses.length,
    verifiedClauses: ruleSet.clauses.filter(isVerifiedClause).length,
    tiers: tiersOf(ruleSet),
    sha256: row.sha256,
    firstUsedAt: row.firstUsedAt?.toISOString() ?? null,
  }
}

export function tiersOf(ruleSet: RuleSet): StandardTier[] {
  return ruleSet.tiers.map(({ id, name, order }) => ({ id, name, order })).toSorted((a, b) => a.order - b.order)
}

export function sourceOf(ruleSet: RuleSet, clause: Clause): StandardSource {
  const document = ruleSet.documents[clause.source.document]
  return {
    document: document?.title ?? clause.source.document,
    section: clause.source.section ?? null,
    url: document?.url ?? null,
  }
}

export function clauseReply(ruleSet: RuleSet, clause: Clause): StandardClause {
  return {
    id: clause.id,
    title: clause.title,
    tiers: [...clause.tiers],
    ruleKind: clause.rule.kind,
    source: sourceOf(ruleSet, clause),
    trust: clause.trust,
    verified: isVerifiedClause(clause),
    assumptions: [...(clause.assumptions ?? [])],
  }
}

/** What a set asks of every circle beyond the map. @throws Problem not-found */
export async function getQuestions(db: Db, reference: string): Promise<StandardQuestions> {
  const { ruleSet } = await getStandard(db, reference)
  const { id, version, title, isOfficial } = ruleSet
  return { standardId: id, version, title, isOfficial, items: questionsOf(ruleSet) }
}

/** Every question of the newest version of every set, each key once: facts are a circle's and serve all sets. */
export async function allQuestions(db: Db): Promise<ReadonlyMap<string, StandardQuestion>> {
  const questions = new Map<string, StandardQuestion>()
  const sets = await listStandards(db)
  const first = sets.toSorted((a, b) => Number(b.row.id === DEFAULT_STANDARD) - Number(a.row.id === DEFAULT_STANDARD))
  for (const { ruleSet } of first)
    for (const question of questionsOf(ruleSet)) if (!questions.has(question.key)) questions.set(question.key, question)
  return questions
}

/** Every stored version still reads and still has the hash it was stored under. */
export async function checkStandards(county: CountyDb): Promise<Finding> {
  const rows = await allStandards(county.db)
  const faults: string[] = []
  for (const row of rows) {
    try {
      const ruleSet = parseRuleSet(row.sourceYaml, `${row.id}@${row.version}`)
      if (ruleSetSha256(ruleSet) !== row.sha256)
        faults.push(`standard ${row.id}@${row.version} has other words than its hash says`)
    } catch (error) {
      faults.push(
        `standard ${row.id}@${row.version} can no longer be read: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
  return { county: county.code, check: 'standards', examined: rows.length, faults }
}
