import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../../../standards/schema.json' with { type: 'json' }
import { checkYaml, invalid, readYaml, type YamlPath, type YamlSource } from '../../platform/yaml/checked-yaml.ts'
import type { RuleSet } from './rule-set.ts'
import { ruleSetFaults } from './rule-set-faults.rules.ts'

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, discriminator: true }).compile<RuleSet>(schema)

/**
 * Reads a rule set from YAML (shape: standards/schema.json). Throws Problem `standard-invalid` with every fault; each
 * names file, line and clause. `knownCategories` are the ids of the category set it will be used with; left out,
 * the ids are taken as they are.
 */
export function parseRuleSet(text: string, file: string, knownCategories?: ReadonlySet<string>): RuleSet {
  const source = readYaml(text, file)
  const ruleSet = checkYaml(source, validate, (path) => labelOf(source, path))
  const faults = ruleSetFaults(ruleSet, knownCategories).map((fault) => ({
    where: source.where(fault.path),
    message: `${labelOf(source, fault.path)}${fault.message}`,
    remedy: fault.remedy,
  }))
  if (faults.length > 0) throw invalid(file, faults)
  return ruleSet
}

function labelOf(source: YamlSource, path: YamlPath): string {
  const [field, index] = path
  if ((field !== 'clauses' && field !== 'tiers') || typeof index !== 'number') return ''
  const noun = field === 'clauses' ? '条款' : '档次'
  const id = idAt(source.value, field, index)
  return id === undefined ? `第 ${index + 1} 个${noun}：` : `${noun} ${id}：`
}

function idAt(value: unknown, field: string, index: number): string | undefined {
  const list = memberOf(value, field)
  if (!Array.isArray(list)) return undefined
  const id = memberOf(list[index], 'id')
  return typeof id === 'string' ? id : undefined
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
