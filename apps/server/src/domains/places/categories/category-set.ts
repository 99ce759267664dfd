import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../../../../standards/categories.schema.json' with { type: 'json' }
import type { ProblemError } from '../../../platform/problem/problem.ts'
import { checkYaml, invalid, readYaml, type YamlPath, type YamlSource } from '../../../platform/yaml/checked-yaml.ts'

/** A the text was read; B a secondary source; C an open project's transcription; R recalled; D our proposal. */
export type Trust = 'A' | 'B' | 'C' | 'R' | 'D'

/** A number with where it comes from. Only trust A is shown as verified. */
interface Sourced<T> {
  readonly is: T
  readonly trust: Trust
  /** key of `CategorySet.sources` */
  readonly source: string
}

/**
 * Conditions on OpenStreetMap tags that must all hold. A value is `a|b` (any of), `*` (any), `!` (tag absent) or
 * `!a|b` (absent or none of).
 */
export type TagPattern = Readonly<Record<string, string>>

export interface Category {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly tier: Sourced<'basic' | 'quality' | 'public'>
  readonly walkMinutes: Sourced<number> | null
  readonly radiusM: Sourced<number> | null
  readonly minCount: Sourced<number> | null
  readonly nationalCode: {
    readonly standard: string
    readonly code: string
    readonly trust: Trust
    readonly source: string
  } | null
  /** 0..100; decides between two categories with equally strong evidence */
  readonly priority: number
  /** alternatives; one that holds is enough */
  readonly osmTags: readonly TagPattern[]
  /** alternatives that count only when the name also has one of `keywords` */
  readonly osmTagsWithKeyword?: readonly TagPattern[]
  readonly keywords: readonly string[]
  readonly excludeKeywords?: readonly string[]
  /** category words of spreadsheets and map vendors, whole or one level of a path */
  readonly vendor: readonly string[]
  readonly vendorWithKeyword?: readonly string[]
  /** what a place of this category is besides */
  readonly also?: readonly string[]
  /** a stop, a car park, a locker: its name is that of something near by, so nothing else is read from the name */
  readonly isNamedAfterNeighbour?: boolean
  /** a park, a mall: branches near by carry its name in brackets, so it is not read from brackets */
  readonly isLandmark?: boolean
  readonly note?: string
}

export interface CategorySet {
  readonly id: string
  readonly version: string
  readonly note?: string
  readonly tiers: { readonly basic: string; readonly quality: string; readonly public: string }
  readonly sources: Readonly<Record<string, { readonly title: string; readonly url?: string }>>
  /** tags and vendor words of things that are none of our categories, whatever their name says */
  readonly nothingOfOurs: { readonly osmTags: readonly TagPattern[]; readonly vendor: readonly string[] }
  readonly categories: readonly Category[]
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<CategorySet>(schema)

/** Throws Problem `standard-invalid`; every fault names file, line and category. */
export function parseCategorySet(text: string, file: string): CategorySet {
  const source = readYaml(text, file)
  const set = checkYaml(source, validate, (path) => labelOf(source, path))
  const faults = crossFaults(set, source)
  if (faults.length > 0) throw invalid(file, faults)
  return set
}

/** True when the number was read in the original; everything else is shown as 未核验. */
export function isVerified(value: { readonly trust: Trust } | null): boolean {
  return value?.trust === 'A'
}

export function categoryNames(set: CategorySet): Readonly<Record<string, string>> {
  return Object.fromEntries(set.categories.map((category) => [category.id, category.name.zh]))
}

function labelOf(source: YamlSource, path: YamlPath): string {
  const [field, index] = path
  if (field !== 'categories' || typeof index !== 'number') return ''
  const id = idAt(source.value, index)
  return id === undefined ? `第 ${index + 1} 个类别：` : `类别 ${id}：`
}

function idAt(value: unknown, index: number): string | undefined {
  if (typeof value !== 'object' || value === null || !('categories' in value)) return undefined
  const list: unknown = value.categories
  if (!Array.isArray(list)) return undefined
  const item: unknown = list[index]
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined
  return typeof item.id === 'string' ? item.id : undefined
}

function crossFaults(set: CategorySet, source: YamlSource): ProblemError[] {
  const faults: ProblemError[] = []
  const ids = new Set<string>()
  const known = new Set(set.categories.map((category) => category.id))
  set.categories.forEach((category, index) => {
    const fault = (field: string, message: string) =>
      faults.push({ where: source.where(['categories', index, field]), message: `类别 ${category.id}：${message}` })
    if (ids.has(category.id)) fault('id', '这个编号用了两次')
    ids.add(category.id)
    for (const other of category.also ?? []) if (!known.has(other)) fault('also', `没有类别“${other}”`)
    for (const field of ['tier', 'walkMinutes', 'radiusM', 'minCount', 'nationalCode'] as const) {
      const from = category[field]?.source
      if (from !== undefined && !Object.hasOwn(set.sources, from)) fault(field, `sources 里没有“${from}”`)
    }
  })
  return faults
}
