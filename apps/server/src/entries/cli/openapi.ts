import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorisationDocument, type RouteRow } from '../../app/authorisation-document.ts'
import { policies } from '../../app/policies.ts'
import { addRoutes } from '../../app/routes.ts'
import { openServices } from '../../app/services.ts'
import { readConfig } from '../../platform/config/config.ts'
import { createHttp } from '../../platform/http/server.ts'

const paths = z.record(z.string(), z.record(z.string(), z.object({ summary: z.string().optional() })))

/** The API's description, made from the routes alone. */
export async function openApiText(): Promise<string> {
  return `${JSON.stringify(await described((app) => app.swagger()), null, 2)}\n`
}

/** Who may ask which route; the summaries are those of the API's description. */
export async function authorisationText(): Promise<string> {
  const spec = paths.parse((await described((app) => app.swagger())).paths)
  const summaries = new Map(
    Object.entries(spec).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary ?? '']),
    ),
  )
  const rows: RouteRow[] = Object.entries(policies).map(([route, policy]) => ({
    route,
    // OpenAPI writes {id} for :id.
    summary: summaries.get(route.replaceAll(/:(\w+)/g, '{$1}')) ?? '',
    policy,
  }))
  return authorisationDocument(rows)
}

/** Nothing connects to a database. */
async function described<T>(read: (app: FastifyInstance) => T): Promise<T> {
  const config = readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
  })
  const services = openServices(config)
  const http = await createHttp({ ...services, isReady: () => false, routes: (app) => addRoutes(app, services) })
  await http.app.ready()
  const result = read(http.app)
  await http.app.close()
  await services.databases.close()
  return result
}
