/**
 * What the shape of the tree promises and no other guard sees: names, `export *`, who writes whose tables. Sizes of files
 * and functions are oxlint's; this one asks that every exception says why.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { treeOf } from './lib/paths.mjs'

const ROOMS = ['apps/server/src', 'apps/web/src', 'packages', 'tests', 'tools']
const MIGRATIONS = 'db/migrations'
const root = treeOf(process.argv)
const WRITES = [
  /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`]([\w.]+)/g,
  /\b(?:insert\s+into|delete\s+from|update|truncate(?:\s+table)?|copy|merge\s+into)\s+(?:only\s+)?"?([a-z_]+(?:\.[a-z_]+)?)"?/gi,
]

/** @type {Map<string, string> | undefined} */
let known

const faults = [...ROOMS.flatMap(filesUnder).flatMap(faultsOfFile), ...faultsOfMigrations()]
for (const fault of faults) process.stdout.write(`${fault}\n`)
if (faults.length > 0) process.exitCode = 1

/** @param {string} path */
function faultsOfFile(path) {
  const text = readFileSync(join(root, path), 'utf8')
  return [...faultsOfName(path), ...faultsOfText(path, text), ...foreignWrites(path, text)]
}

/** @param {string} path */
function faultsOfName(path) {
  const name = basename(path)
  if (/^index\.[cm]?[jt]sx?$/.test(name)) return [`${path}: no index files; a module is imported by its name`]
  const stem = name.replace(/(\.d)?\.[cm]?[jt]sx?$/, '')
  const isComponent = name.endsWith('.tsx') && /^[A-Z][A-Za-z0-9]*(\.test)?$/.test(stem)
  if (isComponent || /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(stem)) return []
  return [`${path}: names are kebab-case, a file that is one React component PascalCase`]
}

/** @param {string} path @param {string} text */
function faultsOfText(path, text) {
  return text.split('\n').flatMap((line, index) => {
    const where = `${path}:${index + 1}`
    if (/^\s*export \* /.test(line)) return [`${where}: no export *; name what goes out`]
    const silenced = /(?:\/\/|\/\*)\s*(?:(?:oxlint|eslint)-disable|@ts-expect-error|biome-ignore)/.test(line)
    if (silenced && !/--\s*\S|biome-ignore.*:\s*\S|@ts-expect-error\s+\S/.test(line)) {
      return [`${where}: an exception says why: // oxlint-disable-next-line rule -- because …`]
    }
    return []
  })
}

/**
 * A table belongs to the domain whose migration created it; nobody else writes it.
 *
 * @param {string} path
 * @param {string} text
 */
function foreignWrites(path, text) {
  const room = /^apps\/server\/src\/(?:domains\/([^/]+)|(platform|app|entries))\//.exec(path)
  if (room === null || path.endsWith('.test.ts')) return []
  const own = room[1] ?? room[2] ?? ''
  return WRITES.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap((match) => {
    const table = (match[1] ?? '').replace(/^.*\./, '')
    const owner = tables().get(table)
    if (owner === undefined || owner === own) return []
    const line = text.slice(0, match.index).split('\n').length
    return [`${path}:${line}: ${own} writes ${table}, a table of ${owner}; call its public.ts`]
  })
}

/** Table to domain, from the migrations' names and texts. */
function tables() {
  known ??= new Map(
    migrations().flatMap((file) => {
      const domain = file.split('_')[1] ?? ''
      const text = readFileSync(join(root, MIGRATIONS, file), 'utf8')
      const created = text.matchAll(/^\s*create (?:unlogged )?table (?:if not exists )?(?:\w+\.)?"?(\w+)"?/gim)
      return [...created].map((match) => /** @type {[string, string]} */ ([match[1] ?? '', domain]))
    }),
  )
  return known
}

function faultsOfMigrations() {
  const owners = new Set(['platform', ...readdirSync(join(root, 'apps/server/src/domains'))])
  const names = migrations()
  return names.flatMap((name, index) => {
    const [number = '', domain = ''] = name.split('_')
    if (!owners.has(domain)) return [`${MIGRATIONS}/${name}: ${domain} is no domain`]
    if (names[index - 1]?.startsWith(`${number}_`)) return [`${MIGRATIONS}/${name}: two migrations of one number`]
    return []
  })
}

function migrations() {
  return readdirSync(join(root, MIGRATIONS))
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory())
      return ['node_modules', 'dist'].includes(entry.name) || entry.name.startsWith('.') ? [] : filesUnder(path)
    return /\.([cm]?[jt]s|tsx)$/.test(entry.name) ? [path] : []
  })
}
