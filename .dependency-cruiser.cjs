/**
 * Who may import whom: docs/architecture.md as rules. `tools/imports.mjs` runs them and fails when a source file was not
 * seen. dependency-cruiser cannot use TypeScript 7, so @swc/core parses.
 */

/** Between domains there is a written order. A new arrow is a line here, and a reviewed one. */
const domains = {
  identity: [],
  places: [],
  standards: [],
  circles: ['places', 'standards'],
  scenarios: ['places', 'standards', 'circles'],
  reports: ['places', 'standards', 'circles', 'scenarios'],
  catalogue: ['identity', 'places'],
  payments: ['identity'],
  orders: ['identity', 'places', 'catalogue', 'payments'],
  cases: ['identity', 'places', 'orders'],
  programmes: ['identity', 'catalogue', 'cases', 'payments'],
  surveys: ['identity', 'places'],
  feeds: ['places'],
  plans: ['identity', 'places', 'standards', 'circles', 'surveys', 'cases'],
}

/** What each package may use of the others. */
const packages = {
  geo: [],
  contract: ['geo'],
  engine: ['geo'],
  osm: ['geo', 'engine'],
  county: ['geo', 'engine', 'osm'],
  ui: [],
  paper: ['ui'],
  testkit: ['contract', 'geo'],
}

const server = '^apps/server/src'
const web = '^apps/web/src'
/** Tests, and what only they use: `test-app.ts`, `zip-for-tests.ts`, `places.samples.ts`. */
const test = ['[.]test[.]tsx?$', '/test-[a-z-]+[.]ts$', '-for-tests[.]ts$', '[.]samples[.]ts$']

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const domainOrder = Object.entries(domains).map(([domain, others]) =>
  never(
    `domain-${domain}`,
    `${domain} may use ${others.length === 0 ? 'no other domain' : others.join(', ')}; news that travels upward is an event`,
    { path: `${server}/domains/${domain}/`, pathNot: test },
    { path: `${server}/domains/`, pathNot: `${server}/domains/(${[domain, ...others].join('|')})/` },
  ),
)

const packageOrder = Object.entries(packages).map(([name, others]) =>
  never(
    `package-${name}`,
    `packages/${name} may use ${others.length === 0 ? 'no other package' : others.join(', ')}`,
    { path: `^packages/${name}/`, pathNot: test },
    { path: '^packages/', pathNot: `^packages/(${[name, ...others].join('|')})/` },
  ),
)

module.exports = {
  forbidden: [
    // Types are erased: a cycle with a type-only import in it is none when the program runs.
    never(
      'no-cycles',
      'a cycle is one module in several files',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    // `geojson` is types only: @types/geojson.
    never('resolves', 'an import that leads nowhere', {}, { couldNotResolve: true, pathNot: '^geojson$' }),

    never(
      'packages-know-no-app',
      'packages never import apps',
      { path: '^packages/' },
      { path: '^(apps|tests|tools)/' },
    ),
    ...packageOrder,

    never(
      'known-domains',
      'a domain has its line in the order above',
      { path: `${server}/domains/`, pathNot: `${server}/domains/(${Object.keys(domains).join('|')})/` },
      {},
    ),
    ...domainOrder,
    never(
      'the-door',
      'another domain is entered by its public.ts only',
      { path: `${server}/domains/([^/]+)/`, pathNot: test },
      { path: `${server}/domains/`, pathNot: [`${server}/domains/$1/`, `${server}/domains/[^/]+/public\\.ts$`] },
    ),
    never(
      'the-app-enters-by-doors',
      'app and entries see of a domain its door and what it hands them: routes, jobs, events, commands',
      { path: `${server}/(app|entries)/`, pathNot: test },
      {
        path: `${server}/domains/`,
        pathNot: ['/public', '.routes', '.jobs', '.events', '.commands'].map(
          (end) => `${end.replace('.', '[.]')}[.]ts$`,
        ),
      },
    ),
    never(
      'domains-know-no-app',
      'entries -> app -> domains',
      { path: `${server}/domains/`, pathNot: test },
      { path: `${server}/(app|entries|main)` },
    ),
    never(
      'platform-knows-no-domain',
      'platform is below every domain',
      { path: `${server}/platform/`, pathNot: test },
      { path: `${server}/(app|domains|entries|main)` },
    ),
    never(
      'app-knows-no-entry',
      'entries -> app',
      { path: `${server}/app/`, pathNot: test },
      { path: `${server}/(entries|main)` },
    ),
    never(
      'server-packages',
      'the server uses contract, geo, engine, osm; reports also draw on paper, in the words and colours of the screen',
      { path: `${server}/(domains|platform)/`, pathNot: [...test, `${server}/domains/reports/`] },
      { path: '^packages/', pathNot: '^packages/(contract|geo|engine|osm)/' },
    ),
    never(
      'report-packages',
      'reports use what the server uses, paper, and of ui what has no component',
      { path: `${server}/domains/reports/`, pathNot: test },
      { path: '^packages/', pathNot: '^packages/(contract|geo|engine|osm|paper)/|^packages/ui/src/[a-z-]+[.]ts$' },
    ),
    never(
      'paper-draws-without-components',
      'of ui, paper takes tokens and words',
      { path: '^packages/paper/' },
      { path: '^packages/ui/', pathNot: '^packages/ui/src/[a-z-]+[.]ts$' },
    ),
    never(
      'rules-are-pure',
      'rules take time, randomness and data as arguments',
      { path: String.raw`\.rules\.ts$` },
      {
        dependencyTypesNot: ['type-only'],
        path: [
          String.raw`\.(sql|service|routes|jobs|adapter)\.ts$`,
          `${server}/platform/(db|http|jobs|events|files|live|log)/`,
          '^(node:)?(fs|net|http|https|child_process|worker_threads)(/|$)',
        ],
      },
    ),

    never('server-and-web', 'they meet in the contract', { path: '^apps/web/' }, { path: '^apps/server/' }),
    never('web-and-server', 'they meet in the contract', { path: '^apps/server/' }, { path: '^apps/web/' }),
    never(
      'web-packages',
      'the web app uses ui, contract, geo',
      { path: web, pathNot: test },
      { path: '^packages/', pathNot: '^packages/(ui|contract|geo)/' },
    ),
    never(
      'features-stand-alone',
      'features never import features',
      { path: `${web}/features/([^/]+)/` },
      { path: `${web}/features/`, pathNot: `${web}/features/$1/` },
    ),
    never(
      'features-know-no-app',
      'app -> features -> map, live',
      { path: `${web}/(features|map|live)/` },
      { path: [`${web}/app/`, `${web}/main`] },
    ),
    never(
      'map-knows-no-feature',
      'features -> map, live',
      { path: `${web}/(map|live)/` },
      { path: `${web}/features/` },
    ),
    never(
      'one-map',
      'map/ is the only importer of maplibre-gl',
      { path: '^apps/', pathNot: `${web}/map/` },
      { path: 'node_modules/maplibre-gl/' },
    ),

    never(
      'no-tests-in-production',
      'tests and their kit stay out of what runs',
      { path: '^(apps|packages)/', pathNot: [...test, '^packages/testkit/'] },
      { path: [...test, '^packages/testkit/', '^tests/', '^tools/'] },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/web/(dist|\\.dist-)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
