import { roleWords, type Scope, STAFF_ROLES } from '@xiayi/contract/identity'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../domains/identity/browser-for-tests.ts'
import {
  firstAdministrator,
  inviteStaff,
  type TestStaff,
  TOWN,
  takeUp,
} from '../domains/identity/staff/staff-for-tests.ts'
import { everybody, type Policies, type Policy } from '../platform/http/policy.ts'
import { authorise } from './authorise.ts'
import { createCounty } from './county.ts'
import { policies } from './policies.ts'
import { MAY, MAY_ONLY, openTestApp, openTestServer, type TestApp, type TestServer } from './test-app.ts'

const TOKEN = 'chestnut-lake-1234567'
const refusal = z.object({ code: z.string() })
const COUNTY: Scope = { kind: 'county' }
const routes = Object.entries(policies)

let app: TestApp
let resident: TestBrowser
/** by `role scope` */
const staff = new Map<string, TestStaff>()

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000', OPERATOR_TOKEN: TOKEN })
  await createCounty(app.services, { code: 'other', name: '邻县', isExample: false })
  resident = openBrowser(app)
  await signInAs(resident, newPhone())
  const admin = await firstAdministrator(app)
  for (const role of STAFF_ROLES)
    for (const scope of [COUNTY, TOWN]) {
      const phone = newPhone()
      const { token } = await inviteStaff(admin.browser, { name: '李干事', role, phone, scope })
      staff.set(`${role} ${scope.kind}`, await takeUp(app, { phone, token }))
    }
}, 120_000)
afterAll(() => app.close())

interface Says {
  readonly status: number
  readonly code: string | null
}

/** What somebody is told who asks a route: `MAY` when its work would begin. */
async function told(
  browser: TestBrowser,
  route: string,
  given: { query?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Says> {
  const [method, address = ''] = route.split(' ')
  const url = `${address.replaceAll(/:\w+/g, '1')}${given.query ?? ''}`
  const reply = await browser.ask(url, {
    method: asMethod(method),
    headers: { [MAY_ONLY]: 'yes', ...given.headers },
  })
  return { status: reply.status, code: reply.status === MAY ? null : refusal.parse(reply.body()).code }
}

function asMethod(method: string | undefined): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') return method
  throw new Error(`a route with the method ${method}`)
}

/** The routes where somebody is told something else than the table says. */
async function otherwise(
  ask: (route: string) => Promise<Says>,
  expected: (policy: Policy, route: string) => Says,
): Promise<string[]> {
  const wrong: string[] = []
  for (const [route, policy] of routes) {
    const says = await ask(route)
    const wanted = expected(policy, route)
    if (says.status !== wanted.status || says.code !== wanted.code)
      wrong.push(`${route}: told ${says.status} ${says.code}, should be ${wanted.status} ${wanted.code}`)
  }
  return wrong
}

const MAY_DO: Says = { status: MAY, code: null }
const FORBIDDEN: Says = { status: 403, code: 'forbidden' }
const SIGN_IN: Says = { status: 401, code: 'sign-in-wanted' }
const TOKEN_WANTED: Says = { status: 401, code: 'unauthorised' }

function toldToNobody(policy: Policy, route: string): Says {
  if (policy.kind === 'everybody') return MAY_DO
  if (policy.kind === 'operator') return TOKEN_WANTED
  return policy.kind === 'staff' && policy.orOperator && !route.startsWith('GET ') ? TOKEN_WANTED : SIGN_IN
}

/** Written out here once more: a table that is only compared with itself proves nothing. */
function toldToStaff(policy: Policy, role: string, scope: Scope): Says {
  if (policy.kind === 'everybody' || policy.kind === 'signed-in') return MAY_DO
  if (policy.kind === 'operator') return TOKEN_WANTED
  const holds = policy.roles.some((one) => one === role)
  return holds && (scope.kind === 'county' || policy.reach === 'any') ? MAY_DO : FORBIDDEN
}

describe('every route', () => {
  test('is told apart for whoever is not signed in', async () => {
    const browser = openBrowser(app)
    expect(await otherwise((route) => told(browser, route), toldToNobody)).toEqual([])
  })

  test('is told apart for a resident', async () => {
    const expected = (policy: Policy): Says => {
      if (policy.kind === 'staff') return FORBIDDEN
      return policy.kind === 'operator' ? TOKEN_WANTED : MAY_DO
    }
    expect(await otherwise((route) => told(resident, route), expected)).toEqual([])
  })

  test.each(
    STAFF_ROLES.flatMap((role) => [COUNTY, TOWN].map((scope) => [roleWords[role], scope.kind, role, scope] as const)),
  )('is told apart for %s of the %s', async (_name, _reach, role, scope) => {
    const { browser } = personOf(role, scope)
    expect(
      await otherwise(
        (route) => told(browser, route),
        (policy) => toldToStaff(policy, role, scope),
      ),
    ).toEqual([])
  })

  test('asks staff without the second factor for it, where it would let them', async () => {
    const { browser, phone } = personOf('administrator', COUNTY)
    const again = openBrowser(app)
    await signInAs(again, phone)
    const expected = (policy: Policy): Says => {
      const full = toldToStaff(policy, 'administrator', COUNTY)
      return policy.kind === 'staff' && full === MAY_DO ? { status: 403, code: 'second-factor-wanted' } : full
    }
    expect(await otherwise((route) => told(again, route), expected)).toEqual([])
    expect(await told(browser, 'GET /api/identity/staff')).toEqual(MAY_DO)
  })

  test('of another county knows nobody of this one', async () => {
    const { browser } = personOf('administrator', COUNTY)
    const ofNeighbour = (route: string) => told(browser, route, { query: '?county=other' })
    expect(await otherwise(ofNeighbour, toldToNobody)).toEqual([])
  })

  test('lets the operator do what the table says, and nothing that has a person’s name on it', async () => {
    const browser = openBrowser(app)
    const asOperator = (route: string) => told(browser, route, { headers: { authorization: `Bearer ${TOKEN}` } })
    const expected = (policy: Policy): Says =>
      policy.kind === 'signed-in' || (policy.kind === 'staff' && !policy.orOperator) ? SIGN_IN : MAY_DO
    expect(await otherwise(asOperator, expected)).toEqual([])
  })

  test.each(['Bearer chestnut-lake-1234568', `bearer${TOKEN}`, `Basic ${TOKEN}`, 'Bearer ', TOKEN])(
    'is not opened by %s',
    async (authorization) => {
      const browser = openBrowser(app)
      const ask = (route: string) => told(browser, route, { headers: { authorization } })
      expect(await otherwise(ask, toldToNobody)).toEqual([])
    },
  )
})

describe('without a token', () => {
  let machine: TestServer
  beforeAll(async () => {
    machine = await openTestServer(app.services.config.databaseUrl, KEYS)
  })
  afterAll(() => machine.close())

  test('whoever sits at this machine is its operator', async () => {
    const browser = openBrowser(machine)
    const expected = (policy: Policy): Says =>
      policy.kind === 'signed-in' || (policy.kind === 'staff' && !policy.orOperator) ? SIGN_IN : MAY_DO
    const local = (route: string) => told(browser, route, { headers: { host: 'localhost:8080' } })
    expect(await otherwise(local, expected)).toEqual([])
  })

  test('a name of elsewhere that points here opens nothing', async () => {
    const browser = openBrowser(machine)
    const expected = (policy: Policy, route: string): Says => {
      const nobody = toldToNobody(policy, route)
      return policy.kind === 'operator' || (policy.kind === 'staff' && policy.orOperator) ? FORBIDDEN : nobody
    }
    const rebound = (route: string) => told(browser, route, { headers: { host: 'evil.example' } })
    expect(await otherwise(rebound, expected)).toEqual([])
  })
})

describe('a server', () => {
  const start = async (given: Policies, ...urls: readonly string[]): Promise<void> => {
    const server = Fastify()
    authorise(server, { policies: given, operatorToken: undefined })
    for (const url of urls) server.get(url, async () => 'here')
    await server.ready()
    await server.close()
  }

  test('with a route that has no policy does not start', async () => {
    await expect(start({}, '/api/new')).rejects.toThrow('route GET /api/new has no policy')
  })

  test('with a policy that has no route does not start', async () => {
    await expect(start({ 'GET /api/new': everybody, 'GET /api/gone': everybody }, '/api/new')).rejects.toThrow(
      'policies of routes that do not exist: GET /api/gone',
    )
  })

  test('needs no policy for what is no part of the API', async () => {
    await expect(start({}, '/healthz')).resolves.toBeUndefined()
  })
})

function personOf(role: string, scope: Scope): TestStaff {
  const person = staff.get(`${role} ${scope.kind}`)
  if (person === undefined) throw new Error(`nobody is ${role} of the ${scope.kind}`)
  return person
}
