/**
 * docs/third-party-notices.md from the packages that a county's server or browser runs, with their licences. Prints what
 * differs; `--fix` writes it. A package for one kind of machine is named without its holder, as it is not installed on the
 * others and the file must be the same on all.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/paths.mjs'

/** @typedef {{ name: string, version: string, license: string, holder: string }} Notice */

const FILE = join(root, 'docs/third-party-notices.md')
/** A licence outside this list is a decision, not an update. */
const ACCEPTED =
  /^(MIT|MIT-0|MIT\/X11|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Zlib|Python-2\.0|OFL-1\.1|MPL-2\.0|PostgreSQL|WTFPL)$/

/** Packages whose package.json names no licence, and what their LICENSE file says. */
/** @type {Readonly<Record<string, string>>} */
const READ_IN_FILE = { 'png-js@2.0.0': 'MIT' }

/**
 * @type {{ packages: Record<string, { version?: string, dev?: boolean, optional?: boolean, link?: boolean,
 *   license?: string, os?: unknown }> }}
 */
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const notices = collect()
const text = render(notices)
const refused = notices.filter(({ license }) => !isAccepted(license))
for (const { name, version, license } of refused)
  process.stdout.write(`${name}@${version}: licence ${license} is not on the list in tools/notices.mjs\n`)
if (refused.length > 0) process.exitCode = 1
if (process.argv.includes('--fix')) writeFileSync(FILE, text)
else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
  process.stdout.write('docs/third-party-notices.md is not what is installed; run npm run check -- --fix\n')
  process.exitCode = 1
}

/** @returns {Notice[]} */
function collect() {
  /** @type {Map<string, Notice>} */
  const found = new Map()
  for (const [path, { version = '', dev, link, license, os }] of Object.entries(lock.packages)) {
    if (!path.includes('node_modules/') || dev === true || link === true) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    found.set(`${name}@${version}`, {
      name,
      version,
      license: license ?? READ_IN_FILE[`${name}@${version}`] ?? licenseOf(path),
      holder: os === undefined ? holderOf(path) : '',
    })
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

/** @param {string} license an SPDX expression: one accepted side of an OR is enough, every side of an AND is needed */
function isAccepted(license) {
  return license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((side) => side.split(' AND ').every((each) => ACCEPTED.test(each.trim())))
}

/** @param {string} path */
function licenseOf(path) {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return 'not stated'
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof license === 'string') return license
  return (
    license?.type ?? licenses?.map((/** @type {{ type: string }} */ each) => each.type).join(' OR ') ?? 'not stated'
  )
}

/**
 * The copyright line of the licence file.
 *
 * @param {string} path
 */
function holderOf(path) {
  const folder = join(root, path)
  if (!existsSync(folder)) return ''
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name))
  if (file === undefined) return ''
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  const line = lines.find(
    (each) => /^\W*(copyright\b|©|\(c\))/i.test(each) && /\d{4}|\(c\)|©/i.test(each) && !/license|notice/i.test(each),
  )
  return (line ?? '')
    .replace(/^\W*(?=copyright|©)/i, '')
    .replace(/[|<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
}

/** @param {Notice[]} all */
function render(all) {
  const rows = all.map(({ name, version, license, holder }) => `| ${name} | ${version} | ${license} | ${holder} |`)
  return `# Third-party notices

Made by \`tools/notices.mjs\` from package-lock.json and the installed packages: what runs on a county's server or in its
browsers. The full licence texts are in each package under \`node_modules\`.

| package | version | licence | copyright |
| --- | --- | --- | --- |
${rows.join('\n')}

In this repository: \`packages/paper/fonts/noto-sans-cjk-rare.ttf\`, a subset of Noto Sans HK and Noto Sans JP, © 2014-2021 Adobe, OFL-1.1
(\`packages/paper/fonts/OFL.txt\`).
`
}
