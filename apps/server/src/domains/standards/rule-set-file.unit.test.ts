import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../platform/problem/problem.ts'
import { STANDARDS_FOLDER, shippedCategoryIds } from './circle.samples.ts'
import { parseRuleSet } from './rule-set-file.ts'
import { ruleSetSha256 } from './rule-set-hash.ts'

const shipped = readdirSync(STANDARDS_FOLDER).filter((file) => file.endsWith('.yaml') && file !== 'categories.yaml')
const textOf = (file: string) => readFileSync(join(STANDARDS_FOLDER, file), 'utf8')
const known = shippedCategoryIds()

describe('the shipped rule sets', () => {
  test('the county plan, the guide and the two planning standards are there', () => {
    expect(shipped.toSorted()).toEqual([
      'gb50180-2018.yaml',
      'mofcom-guide-247.yaml',
      'tdt1062-2021.yaml',
      'xiayi-plan.yaml',
    ])
  })

  test.each(shipped)('%s reads, is marked unofficial and says why', (file) => {
    const ruleSet = parseRuleSet(textOf(file), file, known)
    expect(ruleSet.id).toBe(file.replace('.yaml', ''))
    expect(ruleSet.isOfficial).toBe(false)
    expect(ruleSet.note).toBeTruthy()
  })

  test('nothing of the two planning standards is shown as verified: neither was opened', () => {
    for (const file of ['gb50180-2018.yaml', 'tdt1062-2021.yaml']) {
      const { clauses } = parseRuleSet(textOf(file), file, known)
      expect(clauses.filter((clause) => clause.trust === 'A')).toEqual([])
    }
  })

  test('the county plan asks for all ten services and a hundred square metres', () => {
    const { clauses } = parseRuleSet(textOf('xiayi-plan.yaml'), 'xiayi-plan.yaml', known)
    const rules = Object.fromEntries(clauses.map((clause) => [clause.id, clause.rule]))
    expect(rules['centre-area']).toMatchObject({ test: { atLeast: 100 } })
    const services = rules['centre-services']
    if (services?.kind !== 'attribute' || !('includesAll' in services.test)) throw new Error('no list of services')
    expect(services.test.includesAll).toHaveLength(10)
  })
})

const SMALL = `id: small
version: "1"
title: 小标准
isOfficial: false
documents:
  plan: { title: 方案 }
facts:
  centre.area: { label: 面积, type: number, unit: m² }
  centre.sign: { label: 标识, type: boolean }
surveys: {}
evidence: {}
tiers:
  - { id: low, name: 基础, order: 1, requires: every }
clauses:
  - id: area
    title: 面积
    tiers: [low]
    source: { document: plan }
    trust: A
    rule: { kind: attribute, fact: centre.area, test: { atLeast: 100 } }
  - id: shop
    title: 商店
    tiers: [low]
    source: { document: plan }
    trust: A
    rule: { kind: countInCircle, anyOf: [pharmacy], min: 1 }
`

function refusalOf(text: string): Problem {
  try {
    parseRuleSet(text, 'small.yaml', known)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('the rule set was accepted')
}

describe('a faulty rule set is refused with file, line and clause', () => {
  test('the sample itself is sound', () => {
    expect(parseRuleSet(SMALL, 'small.yaml', known).clauses).toHaveLength(2)
  })

  test.each<[string, string, string, string, string[]]>([
    ['an unknown category', '[pharmacy]', '[pharmacie]', 'small.yaml:26', ['shop', 'pharmacie']],
    ['an unknown rule kind', 'countInCircle', 'countInCirle', 'small.yaml:26', ['shop', 'countInCirle']],
    ['a clause id used twice', 'id: shop', 'id: area', 'small.yaml:21', ['area', '重复']],
    ['a misspelt field', 'min: 1', 'minimum: 1', 'small.yaml:26', ['shop', 'min']],
    ['a trust that does not exist', 'trust: A', 'trust: X', 'small.yaml:19', ['area', 'trust']],
    ['a tier that does not exist', 'tiers: [low]', 'tiers: [top]', 'small.yaml:17', ['area', 'top']],
    ['a document that does not exist', 'document: plan }', 'document: law }', 'small.yaml:18', ['area', 'law']],
    ['a fact nobody declared', 'fact: centre.area', 'fact: centre.size', 'small.yaml:20', ['area', 'centre.size']],
    ['a number test on a yes or no', 'fact: centre.area', 'fact: centre.sign', 'small.yaml:20', ['area', 'boolean']],
    ['a range on a yes or no', 'type: boolean }', 'type: boolean, min: 1 }', 'small.yaml:9', ['上下限']],
    ['options on a number', 'unit: m² }', 'unit: m², options: [大] }', 'small.yaml:8', ['选项']],
    ['a range upside down', 'unit: m² }', 'unit: m², min: 9, max: 1 }', 'small.yaml:8', ['下限大于上限']],
    ['a missing title', '    title: 面积\n', '', 'small.yaml:15', ['area', 'title']],
    ['broken YAML', 'tiers: [low]', 'tiers: [low', 'small.yaml:18', ['YAML']],
    ['a key given twice', 'version: "1"', 'version: "1"\nversion: "2"', 'small.yaml:3', ['YAML']],
    ['an alias to nothing', '[pharmacy]', '*nothing', 'small.yaml', ['引用']],
  ])('%s', (_, from, to, where, words) => {
    const problem = refusalOf(SMALL.replace(from, to))
    expect(problem.code).toBe('standard-invalid')
    const lines = [problem.message, ...problem.errors.map((error) => `${error.where} ${error.message}`)]
    const hit = lines.find((line) => line.startsWith(where) && words.every((word) => line.includes(word)))
    expect(hit, lines.join('\n')).toBeDefined()
  })

  test.each<[string, string]>([
    ['an empty file', ''],
    ['a list', '- 1\n- 2\n'],
    [
      'a bomb of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefgh'.replaceAll(/./g, (key) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${String.fromCharCode(key.charCodeAt(0) - 1)}`).join(',')}]\n`)}`,
    ],
    ['far too much text', `id: ${'x'.repeat(2_000_001)}`],
  ])('%s', (_, text) => {
    expect(refusalOf(text).code).toBe('standard-invalid')
  })

  test('every fault is listed, not only the first', () => {
    const text = SMALL.replace('[pharmacy]', '[a_shop, b_shop]').replace('document: plan }', 'document: law }')
    expect(refusalOf(text).errors).toHaveLength(3)
  })
})

describe('the identity of a rule set', () => {
  const hashOf = (text: string) => ruleSetSha256(parseRuleSet(text, 'small.yaml', known))
  test('comments and layout do not change it, words do', () => {
    expect(hashOf(`# 说明\n${SMALL.replace('{ title: 方案 }', '\n    title: "方案"')}`)).toBe(hashOf(SMALL))
    expect(hashOf(SMALL.replace('atLeast: 100', 'atLeast: 101'))).not.toBe(hashOf(SMALL))
    expect(hashOf(SMALL)).toMatch(/^[0-9a-f]{64}$/)
  })
})
