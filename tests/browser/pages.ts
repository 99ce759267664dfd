import { join } from 'node:path'
import type { Examples } from './examples.ts'

const ROUTER = join(import.meta.dirname, '../../apps/web/src/app/router.tsx')

/** One look at a page. */
export interface Look {
  /** what is looked at, when the page has more than one look */
  readonly name?: string
  readonly address: (examples: Examples) => string
}

interface PageEntry {
  /** administrator: the page is for people who are signed in, and is looked at as one */
  readonly as: 'anybody' | 'administrator'
  readonly looks: readonly [Look, ...Look[]]
}

const page = (as: PageEntry['as'], address: Look['address'], ...more: Look[]): PageEntry => ({
  as,
  looks: [{ address }, ...more],
})
const open = (address: Look['address'], ...more: Look[]) => page('anybody', address, ...more)
const office = (address: Look['address'], ...more: Look[]) => page('administrator', address, ...more)

/**
 * Every page of the web app by the path its router knows it by, with the addresses it is looked at under. A route that has no
 * entry here, and an entry without a route, fail `pages.test.ts` by name.
 */
export const pages: Readonly<Record<string, PageEntry>> = {
  '/': open(() => '/'),
  '/search': open(() => '/search?q=药店'),
  '/places/$placeId': open(({ placeId }) => `/places/${placeId}`),
  '/map': open(() => '/map', { name: 'at a circle', address: ({ circleId }) => `/map?circle=${circleId}` }),
  '/circles/$circleId': open(({ circleId }) => `/circles/${circleId}`),
  '/me': office(() => '/me'),
  '/me/data': office(() => '/me/data'),
  '/me/family': office(() => '/me/family'),
  '/join': open(({ invitation }) => `/join#${invitation}`, { name: 'with half a link', address: () => '/join' }),
  '/office': office(() => '/office'),
  '/office/equity': office(() => '/office/equity'),
  '/office/equity/$theme': office(() => '/office/equity/elder-care'),
  '/office/map': office(
    () => '/office/map',
    { name: 'with 为什么', address: () => '/office/map?tool=why' },
    { name: 'with 推演', address: () => '/office/map?tool=what-if' },
    { name: 'with 选址', address: () => '/office/map?tool=siting' },
    { name: 'with 编辑', address: () => '/office/map?tool=edit' },
  ),
  '/office/import': office(() => '/office/import'),
  '/office/import/$importId': office(({ importId }) => `/office/import/${importId}`),
  '/office/scenarios': office(() => '/office/scenarios'),
  '/office/scenarios/$scenarioId': office(({ scenarioIds: [id] }) => `/office/scenarios/${id}`),
  '/office/scenarios/compare': office(({ scenarioIds }) => `/office/scenarios/compare?ids=${scenarioIds.join(',')}`),
  '/office/reports': office(() => '/office/reports'),
  '/office/standards': office(() => '/office/standards'),
  '/office/standards/$standardId': office(({ standardId }) => `/office/standards/${standardId}`),
  '/office/edits': office(() => '/office/edits'),
  '/office/help': office(() => '/office/help'),
  '/office/audit': office(() => '/office/audit'),
  '/office/staff': office(() => '/office/staff'),
  '/office/places/$placeId': office(({ placeId }) => `/office/places/${placeId}`, {
    name: 'for a new place',
    address: () => '/office/places/new',
  }),
  '/office/facts': office(() => '/office/facts'),
  '/office/facts/import': office(() => '/office/facts/import'),
  '/office/facts/import/$importId': office(({ factImportId }) => `/office/facts/import/${factImportId}`),
  '/office/facts/$circleId': office(({ circleId }) => `/office/facts/${circleId}`),
  '/office/circles': office(() => '/office/circles'),
  '/office/circles/new': office(() => '/office/circles/new'),
  '/office/circles/$circleId': office(({ circleId }) => `/office/circles/${circleId}`),
  '/office/targets': office(() => '/office/targets'),
  '/office/circles/$circleId/stock-taking': office(({ circleId }) => `/office/circles/${circleId}/stock-taking`),
  '/office/circles/$circleId/stock-taking/form': office(
    ({ circleId }) => `/office/circles/${circleId}/stock-taking/form`,
  ),
}

/** Pages for people who are signed in, as everybody else finds them, and what no route answers. */
export const looksOfStrangers: readonly Look[] = [
  { name: '/me, not signed in', address: () => '/me' },
  { name: '/me/data, not signed in', address: () => '/me/data' },
  { name: '/office/staff, not signed in', address: () => '/office/staff' },
  { name: 'a page that is not there', address: () => '/nowhere' },
]

/** The paths of the web app's pages, as its router reads them from the route tree. */
export async function routePaths(): Promise<readonly string[]> {
  // A path of its own: the web app is built under other settings of TypeScript than the tests.
  const { router }: { router: { routesByPath: object } } = await import(ROUTER)
  return Object.keys(router.routesByPath)
}
