/**
 * The import law (`.dependency-cruiser.cjs`). Fails also when a source file was not looked at: a parser that cannot read
 * TypeScript sees no module and finds no fault.
 */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { treeOf } from './lib/paths.mjs'

const ROOMS = ['apps/server/src', 'apps/web/src', 'packages']
const root = treeOf(process.argv)
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')

process.chdir(root)
const { output } = await cruise(ROOMS, { ...options, ruleSet: { forbidden }, validate: true, outputType: 'json' })
/** @type {import('dependency-cruiser').ICruiseResult} */
const result = typeof output === 'string' ? JSON.parse(output) : output

const seen = new Set(result.modules.map((module) => module.source))
const unseen = ROOMS.flatMap(sources).filter((file) => !seen.has(file))
for (const file of unseen) process.stdout.write(`${file}: dependency-cruiser did not look at it\n`)
const edges = result.modules.reduce((count, module) => count + module.dependencies.length, 0)
const isBlind = edges * 2 < seen.size
if (isBlind) process.stdout.write(`${edges} imports in ${seen.size} modules: the parser does not read this code\n`)

for (const { from, to, rule, cycle } of result.summary.violations) {
  const way = cycle === undefined ? to : cycle.map((step) => step.name).join(' -> ')
  const comment = forbidden.find((/** @type {{ name: string }} */ each) => each.name === rule.name)?.comment
  process.stdout.write(`${from} -> ${way}\n  ${rule.name}: ${comment}\n`)
}
if (unseen.length > 0 || isBlind || result.summary.violations.length > 0) process.exitCode = 1
else process.stdout.write(`${seen.size} modules, ${edges} imports\n`)

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sources(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}
