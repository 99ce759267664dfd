import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { type Document, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { Problem, type ProblemError } from '../problem/problem.ts'

/** Rule sets and category lists are written by hand and stay far below this; anything larger is not one of them. */
const MAX_CHARACTERS = 2_000_000

export type YamlPath = readonly (string | number)[]

/** A parsed document that still knows on which line each value stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  /** "xiayi-plan.yaml:12" for the value at `path`, or for its nearest ancestor that exists */
  where(path: YamlPath): string
}

/** Reads one YAML document. Throws Problem `standard-invalid` naming file and line when it is not well-formed. */
export function readYaml(text: string, file: string): YamlSource {
  if (text.length > MAX_CHARACTERS) {
    throw new Problem('standard-invalid', `${file} 太大：${text.length} 个字符，上限 ${MAX_CHARACTERS}。`)
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const where = (offset: number | undefined) =>
    offset === undefined ? file : `${file}:${Math.max(1, lines.linePos(offset).line)}`
  if (document.errors.length > 0) {
    const errors = document.errors.map((error) => ({
      where: where(error.pos[0]),
      message: `YAML 写法有误：${error.message}`,
    }))
    throw invalid(file, errors)
  }
  return {
    file,
    value: toValue(document, file),
    where: (path) => where(offsetOf(document, path)),
  }
}

/** The document as the schema's type. Throws Problem `standard-invalid` with one entry per fault, each with its line. */
export function checkYaml<T>(
  source: YamlSource,
  validate: ValidateFunction<T>,
  labelOf: (path: YamlPath) => string,
): T {
  const value = source.value
  if (validate(value)) return value
  const errors = (validate.errors ?? []).map((error) => faultOf(error, source, labelOf))
  throw invalid(source.file, errors)
}

export function invalid(file: string, errors: readonly ProblemError[]): Problem {
  const first = errors[0]
  const rest = errors.length > 1 ? `（共 ${errors.length} 处）` : ''
  const detail = first === undefined ? `${file} 有误。` : `${first.where} ${first.message}${rest}`
  return new Problem('standard-invalid', detail, { errors })
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 })
  } catch (cause) {
    throw new Problem('standard-invalid', `${file} 的引用（&、*）展开过多，或引用了没有定义的名字。`, { cause })
  }
}

function offsetOf(document: Document, path: YamlPath): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const offset = startOf(node)
    if (offset !== undefined) return offset
  }
  return undefined
}

function startOf(node: unknown): number | undefined {
  if (!isNode(node)) return undefined
  return node.range?.[0]
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || (typeof node === 'object' && node !== null && 'range' in node)
}

function faultOf(error: ErrorObject, source: YamlSource, labelOf: (path: YamlPath) => string): ProblemError {
  const path = pathOf(error.instancePath)
  const label = labelOf(path)
  const field = path.at(-1)
  const subject = typeof field === 'string' ? `“${field}”` : '这里'
  return { where: source.where(path), message: `${label}${subject}${complaint(error)}` }
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function complaint(error: ErrorObject): string {
  const facts: Record<string, unknown> = error.params
  switch (error.keyword) {
    case 'required':
      return `缺少“${String(facts['missingProperty'])}”`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `里有不认识的“${String(facts['additionalProperty'] ?? facts['unevaluatedProperty'])}”`
    case 'enum':
      return `只能是 ${JSON.stringify(facts['allowedValues'])} 之一`
    case 'const':
      return `只能是 ${JSON.stringify(facts['allowedValue'])}`
    case 'type':
      return `的类型应为 ${String(facts['type'])}`
    case 'discriminator':
      return `的 ${String(facts['tag'])} 不认识：${JSON.stringify(facts['tagValue'])}`
    case 'pattern':
      return `写法不对，应符合 ${String(facts['pattern'])}`
    default:
      return `不合要求：${error.message ?? error.keyword}`
  }
}
