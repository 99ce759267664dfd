import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { Waiting } from '@xiayi/ui/Notice.tsx'
import { CountyGate } from './CountyGate.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { HomePage } from './home/HomePage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { PLANNER_NAMES, type PlannerSearch } from './planner/planner-search.ts'
import { ResidentShell } from './ResidentShell.tsx'

/**
 * The areas of the app. The resident home is in the first script; every other page arrives when it is opened, and the
 * office, with its component library, is a download that no resident makes.
 */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

type Search = Record<string, unknown>

function texts<N extends string>(search: Search, names: readonly N[]): Partial<Record<N, string>> {
  const found: Partial<Record<string, string>> = {}
  for (const name of names) {
    const value = text(search[name])
    if (value !== undefined) found[name] = value
  }
  return found
}

const root = createRootRoute({
  component: CountyGate,
  notFoundComponent: NotFoundPage,
  validateSearch: (search: Search): { county?: string } => texts(search, ['county']),
  search: { middlewares: [retainSearchParams(['county'])] },
})

const resident = createRoute({ getParentRoute: () => root, id: 'resident', component: ResidentShell })
const home = createRoute({ getParentRoute: () => resident, path: '/', component: HomePage })
const search = createRoute({
  getParentRoute: () => resident,
  path: '/search',
  validateSearch: (input: Search): { q?: string; category?: string } => texts(input, ['q', 'category']),
  component: lazyRouteComponent(() => import('./search/SearchPage.tsx'), 'SearchPage'),
})
const place = createRoute({
  getParentRoute: () => resident,
  path: '/places/$placeId',
  component: lazyRouteComponent(() => import('./place/PlacePage.tsx'), 'PlacePage'),
})
export type MapSearch = {
  circle?: string
  place?: string
  /** lon,lat of a point to walk from */
  from?: string
  category?: string
  /** centre lon,lat and zoom of the view */
  at?: string
  z?: string
}
const map = createRoute({
  getParentRoute: () => resident,
  path: '/map',
  validateSearch: (input: Search): MapSearch => texts(input, ['circle', 'place', 'from', 'category', 'at', 'z']),
  component: lazyRouteComponent(() => import('./map-room/MapRoomPage.tsx'), 'MapRoomPage'),
})
const circle = createRoute({
  getParentRoute: () => resident,
  path: '/circles/$circleId',
  component: lazyRouteComponent(() => import('./circle/CirclePage.tsx'), 'CirclePage'),
})

export type AuditSearch = { from?: string; to?: string; actor?: string; subject?: string; action?: string }
const me = createRoute({
  getParentRoute: () => resident,
  path: '/me',
  validateSearch: ({ next }: Search): { next?: string } =>
    typeof next === 'string' && /^\/office(\/|$)/.test(next) ? { next } : {},
  component: lazyRouteComponent(() => import('./me/MePage.tsx'), 'MePage'),
})
const myData = createRoute({
  getParentRoute: () => resident,
  path: '/me/data',
  component: lazyRouteComponent(() => import('./me/MyDataPage.tsx'), 'MyDataPage'),
})
const family = createRoute({
  getParentRoute: () => resident,
  path: '/me/family',
  component: lazyRouteComponent(() => import('./me/FamilyPage.tsx'), 'FamilyPage'),
})
const join = createRoute({
  getParentRoute: () => resident,
  path: '/join',
  component: lazyRouteComponent(() => import('./me/JoinPage.tsx'), 'JoinPage'),
})

const office = createRoute({
  getParentRoute: () => root,
  path: '/office',
  component: lazyRouteComponent(() => import('./office/OfficeShell.tsx'), 'OfficeShell'),
})
const officeSummary = createRoute({
  getParentRoute: () => office,
  path: '/',
  validateSearch: (input: Search): { scope?: string; from?: string; to?: string } =>
    texts(input, ['scope', 'from', 'to']),
  component: lazyRouteComponent(() => import('./office/county/CountyPage.tsx'), 'CountyPage'),
})
const officeEquities = createRoute({
  getParentRoute: () => office,
  path: '/equity',
  component: lazyRouteComponent(() => import('./office/county/EquitiesPage.tsx'), 'EquitiesPage'),
})
const officeEquity = createRoute({
  getParentRoute: () => office,
  path: '/equity/$theme',
  validateSearch: (input: Search): { category?: string; profile?: string; group?: string } =>
    texts(input, ['category', 'profile', 'group']),
  component: lazyRouteComponent(() => import('./office/county/EquityPage.tsx'), 'EquityPage'),
})
const officeMap = createRoute({
  getParentRoute: () => office,
  path: '/map',
  validateSearch: (input: Search): PlannerSearch => texts(input, PLANNER_NAMES),
  component: lazyRouteComponent(() => import('./planner/PlannerPage.tsx'), 'PlannerPage'),
})
const officeImports = createRoute({
  getParentRoute: () => office,
  path: '/import',
  component: lazyRouteComponent(() => import('./office/ImportsPage.tsx'), 'ImportsPage'),
})
const officeImport = createRoute({
  getParentRoute: () => office,
  path: '/import/$importId',
  component: lazyRouteComponent(() => import('./office/ImportPage.tsx'), 'ImportPage'),
})
const officeStandards = createRoute({
  getParentRoute: () => office,
  path: '/standards',
  component: lazyRouteComponent(() => import('./office/StandardsPage.tsx'), 'StandardsPage'),
})
const officeStandard = createRoute({
  getParentRoute: () => office,
  path: '/standards/$standardId',
  component: lazyRouteComponent(() => import('./office/StandardPage.tsx'), 'StandardPage'),
})

const officeScenarios = createRoute({
  getParentRoute: () => office,
  path: '/scenarios',
  component: lazyRouteComponent(() => import('./office/ScenariosPage.tsx'), 'ScenariosPage'),
})
const officeScenarioCompare = createRoute({
  getParentRoute: () => office,
  path: '/scenarios/compare',
  validateSearch: (input: Search): { ids: string; profile?: string; within?: string } => ({
    ids: text(input['ids']) ?? '',
    ...texts(input, ['profile', 'within']),
  }),
  component: lazyRouteComponent(() => import('./office/ScenarioComparePage.tsx'), 'ScenarioComparePage'),
})
const officeScenario = createRoute({
  getParentRoute: () => office,
  path: '/scenarios/$scenarioId',
  component: lazyRouteComponent(() => import('./office/ScenarioPage.tsx'), 'ScenarioPage'),
})

const officeReports = createRoute({
  getParentRoute: () => office,
  path: '/reports',
  component: lazyRouteComponent(() => import('./office/ReportsPage.tsx'), 'ReportsPage'),
})
const officeEdits = createRoute({
  getParentRoute: () => office,
  path: '/edits',
  component: lazyRouteComponent(() => import('./office/EditsPage.tsx'), 'EditsPage'),
})
const officeAudit = createRoute({
  getParentRoute: () => office,
  path: '/audit',
  validateSearch: (input: Search): AuditSearch => texts(input, ['from', 'to', 'actor', 'subject', 'action']),
  component: lazyRouteComponent(() => import('./office/AuditPage.tsx'), 'AuditPage'),
})
const officeHelp = createRoute({
  getParentRoute: () => office,
  path: '/help',
  component: lazyRouteComponent(() => import('./office/HelpPage.tsx'), 'HelpPage'),
})
const officeStaff = createRoute({
  getParentRoute: () => office,
  path: '/staff',
  component: lazyRouteComponent(() => import('./office/StaffPage.tsx'), 'StaffPage'),
})
const officePlace = createRoute({
  getParentRoute: () => office,
  path: '/places/$placeId',
  component: lazyRouteComponent(() => import('./office/PlaceEditPage.tsx'), 'PlaceEditPage'),
})
type FactSearch = { standard?: string }
const factSearch = (input: Search): FactSearch => texts(input, ['standard'])
const officeFacts = createRoute({
  getParentRoute: () => office,
  path: '/facts',
  validateSearch: (input: Search): FactSearch & { clause?: string; q?: string; unknown?: string } =>
    texts(input, ['standard', 'clause', 'q', 'unknown']),
  component: lazyRouteComponent(() => import('./office/facts/FactsPage.tsx'), 'FactsPage'),
})
const officeFactImports = createRoute({
  getParentRoute: () => office,
  path: '/facts/import',
  validateSearch: factSearch,
  component: lazyRouteComponent(() => import('./office/facts/FactImportsPage.tsx'), 'FactImportsPage'),
})
const officeFactImport = createRoute({
  getParentRoute: () => office,
  path: '/facts/import/$importId',
  component: lazyRouteComponent(() => import('./office/facts/FactImportPage.tsx'), 'FactImportPage'),
})
const officeFactSheet = createRoute({
  getParentRoute: () => office,
  path: '/facts/$circleId',
  validateSearch: factSearch,
  component: lazyRouteComponent(() => import('./office/facts/FactSheetPage.tsx'), 'FactSheetPage'),
})
const officeCircles = createRoute({
  getParentRoute: () => office,
  path: '/circles',
  component: lazyRouteComponent(() => import('./office/circles/CirclesPage.tsx'), 'CirclesPage'),
})
const officeNewCircle = createRoute({
  getParentRoute: () => office,
  path: '/circles/new',
  component: lazyRouteComponent(() => import('./office/circles/NewCirclePage.tsx'), 'NewCirclePage'),
})
const officeRedraw = createRoute({
  getParentRoute: () => office,
  path: '/circles/$circleId',
  component: lazyRouteComponent(() => import('./office/circles/RedrawPage.tsx'), 'RedrawPage'),
})
const officeTargets = createRoute({
  getParentRoute: () => office,
  path: '/targets',
  component: lazyRouteComponent(() => import('./office/circles/TargetsPage.tsx'), 'TargetsPage'),
})
const officeStockTaking = createRoute({
  getParentRoute: () => office,
  path: '/circles/$circleId/stock-taking',
  validateSearch: factSearch,
  component: lazyRouteComponent(() => import('./office/circles/StockTakingPage.tsx'), 'StockTakingPage'),
})
/** Beside the office and not in it: a phone in the street does not load the office's component library. */
const stockTakingForm = createRoute({
  getParentRoute: () => root,
  path: '/office/circles/$circleId/stock-taking/form',
  validateSearch: factSearch,
  component: lazyRouteComponent(() => import('./stock-taking/StockTakingFormPage.tsx'), 'StockTakingFormPage'),
})

/** Ids and county codes stay text: digits in an address are not numbers here. */
function parseSearch(tail: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(tail))
}

function stringifySearch(values: Record<string, unknown>): string {
  const entries = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  const tail = new URLSearchParams(entries).toString().replaceAll('%2C', ',')
  return tail === '' ? '' : `?${tail}`
}

export const router = createRouter({
  routeTree: root.addChildren([
    resident.addChildren([home, search, place, map, circle, me, family, myData, join]),
    office.addChildren([
      officeSummary,
      officeEquities,
      officeEquity,
      officeMap,
      officeImports,
      officeImport,
      officeScenarios,
      officeScenario,
      officeScenarioCompare,
      officeReports,
      officeStandards,
      officeStandard,
      officeEdits,
      officeAudit,
      officeHelp,
      officeStaff,
      officePlace,
      officeFacts,
      officeFactImports,
      officeFactImport,
      officeFactSheet,
      officeCircles,
      officeNewCircle,
      officeRedraw,
      officeTargets,
      officeStockTaking,
    ]),
    stockTakingForm,
  ]),
  parseSearch,
  stringifySearch,
  search: { strict: false },
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultPendingComponent: () => <Waiting />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
