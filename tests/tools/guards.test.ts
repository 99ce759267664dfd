import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root } from '../../tools/lib/paths.mjs'
import { run } from '../../tools/lib/processes.mjs'
import { temporaryFolder } from './temporary-folder.ts'

/** A small tree that every guard is content with, and what a test changes in it. */
function treeWith(files: Record<string, string>): string {
  const tree = temporaryFolder()
  const sound = {
    'apps/server/src/main.ts': "import { routes } from './app/routes.ts'\nroutes()\n",
    'apps/server/src/app/routes.ts':
      "import { circleRoutes } from '../domains/circles/circles.routes.ts'\nexport const routes = () => circleRoutes()\n",
    'apps/server/src/domains/circles/circles.routes.ts':
      "import { findPlace } from '../places/public.ts'\nexport const circleRoutes = () => findPlace()\n",
    'apps/server/src/domains/places/public.ts': "export { findPlace } from './places.sql.ts'\n",
    'apps/server/src/domains/places/places.sql.ts':
      "import { db } from '../../platform/db.ts'\nexport const findPlace = () => db\n",
    'apps/server/src/platform/db.ts': 'export const db = 1\n',
    'apps/web/src/main.ts': 'export const web = 1\n',
    'packages/geo/src/boxes.ts': 'export const box = 1\n',
    'db/migrations/0001_places_map.sql': 'create table place (id int);\n',
    'db/migrations/0002_circles_map.sql': 'create table circle (id int);\n',
    'tests/x.test.ts': 'export const x = 1\n',
    'tools/x.mjs': 'export const x = 1\n',
  }
  for (const [path, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  return tree
}

async function guard(script: string, files: Record<string, string>): Promise<{ code: number; output: string }> {
  return run(process.execPath, [join(root, 'tools', script), '--root', treeWith(files)])
}

const domains = 'apps/server/src/domains'
/** In two pieces, or it would silence a rule here. */
const silence = ['// oxlint', 'disable-next-line no-console'].join('-')

test('a sound tree passes', async () => {
  expect(await guard('shape.mjs', {})).toMatchObject({ code: 0, output: '' })
  expect(await guard('imports.mjs', {})).toMatchObject({ code: 0 })
})

test('a domain writes its own tables, and a reason is enough for an exception', async () => {
  const files = { [`${domains}/circles/x.ts`]: `db.insertInto('circle')\n${silence} -- the banner\n` }
  expect(await guard('shape.mjs', files)).toMatchObject({ code: 0 })
})

test('a parser that sees no imports fails, however lawful they are', async () => {
  const silent = Array.from({ length: 9 }, (_, at) => [`packages/geo/src/x${at}.ts`, 'export const x = 1\n'])
  const { code, output } = await guard('imports.mjs', Object.fromEntries(silent))
  expect(code).toBe(1)
  expect(output).toContain('does not read this code')
})

const badShapes = [
  ['export *', 'circles/star.ts', "export * from './circles.routes.ts'\n", 'no export *'],
  ['an index file', 'circles/index.ts', '', 'no index files'],
  ['a name in camel case', 'circles/bigBox.ts', '', 'kebab-case'],
  ['a silenced rule without a reason', 'circles/silent.ts', `${silence}\n`, 'says why'],
  [
    'a foreign table in SQL',
    'circles/sql.ts',
    'sql`update place set id = 1`\n',
    'circles writes place, a table of places',
  ],
  [
    'a foreign table in Kysely',
    'circles/kysely.ts',
    "db.insertInto('place')\n",
    'circles writes place, a table of places',
  ],
  [
    'two migrations of one number',
    '../../../../db/migrations/0002_places_more.sql',
    '',
    'two migrations of one number',
  ],
  ['a migration of nobody', '../../../../db/migrations/0004_nobody_x.sql', '', 'nobody is no domain'],
] as const

const badImports = [
  ['a domain against the order', `${domains}/places/up.ts`, "import '../circles/circles.routes.ts'\n", 'domain-places'],
  ['a domain entered by the window', `${domains}/circles/in.ts`, "import '../places/places.sql.ts'\n", 'the-door'],
  ['a domain nobody ordered', `${domains}/weather/x.ts`, "import '../../platform/db.ts'\n", 'known-domains'],
  [
    'the platform that knows a domain',
    'apps/server/src/platform/x.ts',
    "import '../domains/places/public.ts'\n",
    'platform-knows-no-domain',
  ],
  [
    'a package that knows an app',
    'packages/geo/src/x.ts',
    "import '../../../apps/web/src/main.ts'\n",
    'packages-know-no-app',
  ],
  ['a feature that imports a feature', 'apps/web/src/features/a/x.tsx', "import '../b/y.ts'\n", 'features-stand-alone'],
  ['rules that read the disk', `${domains}/circles/x.rules.ts`, "import 'node:fs'\n", 'rules-are-pure'],
  ['a cycle', 'packages/geo/src/self.ts', "import './self.ts'\n", 'no-cycles'],
  ['an import that leads nowhere', 'packages/geo/src/lost.ts', "import './nowhere.ts'\n", 'resolves'],
] as const

let shapes = { code: 0, output: '' }
let imports = { code: 0, output: '' }

beforeAll(async () => {
  shapes = await guard('shape.mjs', Object.fromEntries(badShapes.map(([, path, text]) => [join(domains, path), text])))
  const lawless = Object.fromEntries(badImports.map(([, path, text]) => [path, text]))
  imports = await guard('imports.mjs', { ...lawless, 'apps/web/src/features/b/y.ts': 'export const y = 1\n' })
})

test.each(badShapes)('the shape guard names %s', (_, path, __, words) => {
  expect(shapes.code).toBe(1)
  const line = shapes.output.split('\n').find((each) => each.startsWith(join(domains, path)) && each.includes(words))
  expect(line).toBeDefined()
})

test.each(badImports)('the import guard names %s', (_, path, __, rule) => {
  expect(imports.code).toBe(1)
  const faults = imports.output.split(/\n(?! )/)
  const fault = faults.find((each) => each.startsWith(path) && each.includes(`  ${rule}: `))
  expect(fault).toBeDefined()
})
