import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CircleInput, CirclePlace } from './circle-input.ts'
import type { Clause, Rule, RuleSet, TierDefinition } from './rule-set.ts'

/** Small circles and rule sets for the tests of this folder. */

export const STANDARDS_FOLDER = join(import.meta.dirname, '../../../../../standards')

/** The ids in categories.yaml, read without the places domain, which this one does not know. */
export function shippedCategoryIds(): ReadonlySet<string> {
  const text = readFileSync(join(STANDARDS_FOLDER, 'categories.yaml'), 'utf8')
  return new Set([...text.matchAll(/^ {2}- id: ([a-z0-9_]+)$/gm)].map((match) => match[1] ?? ''))
}

/** Three buildings: 100, 50 and 50 people, of them 20, 30 and 0 over 60; pharmacy at 5, 15 and 16 minutes. */
export function sampleCircle(changes: Partial<CircleInput> = {}): CircleInput {
  return {
    circleId: 'c1',
    asOf: '2026-11-23',
    profile: 'adult',
    residents: {
      buildingIds: ['b1', 'b2', 'b3'],
      groups: { total: [100, 50, 50], over60: [20, 30, 0] },
      isOffNetwork: [false, false, false],
    },
    walks: {
      adult: { speedMetresPerSecond: 1.2, seconds: { pharmacy: [300, 900, 960], bank_outlet: [null, null, 120] } },
    },
    places: [],
    recordedCategories: ['pharmacy', 'bank_outlet', 'laundry'],
    nearestBeyond: {},
    facts: {},
    surveys: {},
    evidence: {},
    ...changes,
  }
}

export function samplePlace(id: string, categoryId: string, changes: Partial<CirclePlace> = {}): CirclePlace {
  return { id, name: `${id}店`, categoryIds: [categoryId], inBoundary: true, inWalkshed: true, ...changes }
}

export function sampleClause(id: string, rule: Rule, changes: Partial<Clause> = {}): Clause {
  return { id, title: id, tiers: ['low'], source: { document: 'doc' }, trust: 'A', rule, ...changes }
}

export function sampleRuleSet(clauses: readonly Clause[], tiers?: readonly TierDefinition[]): RuleSet {
  return {
    id: 'sample',
    version: '1',
    title: '样例',
    isOfficial: false,
    documents: { doc: { title: '样例文件' } },
    facts: {
      'centre.floorAreaM2': { label: '中心面积', type: 'number', unit: 'm²' },
      'centre.hasSign': { label: '有标识', type: 'boolean' },
      'centre.services': { label: '服务', type: 'list' },
    },
    surveys: { 'residents.satisfaction': { label: '满意度' } },
    evidence: { 'circle.plan': { label: '一圈一策方案' } },
    tiers: tiers ?? [{ id: 'low', name: '基础', order: 1, requires: 'every' }],
    clauses,
  }
}
