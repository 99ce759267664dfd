import { addRoutes } from '../../app/routes.ts'
import { openServices } from '../../app/services.ts'
import { readConfig } from '../../platform/config/config.ts'
import { createHttp } from '../../platform/http/server.ts'

/** The API's description, made from the routes alone: nothing connects to a database. */
export async function openApiText(): Promise<string> {
  const config = readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
  })
  const services = openServices(config)
  const http = await createHttp({ ...services, isReady: () => false, routes: (app) => addRoutes(app, services) })
  await http.app.ready()
  const text = `${JSON.stringify(http.app.swagger(), null, 2)}\n`
  await http.app.close()
  await services.databases.close()
  return text
}
