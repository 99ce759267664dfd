/** Vite's development server: `vite-dev.mjs <port> <the server's address>`. Runs under Node 24. */
import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from './paths.mjs'

const [port, server] = process.argv.slice(2)
const vite = await createServer({
  root: join(root, 'apps/web'),
  server: {
    port: Number(port),
    strictPort: true,
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/ogc', '/healthz', '/readyz', '/metrics', '/dev'].map((path) => [path, { target: server ?? '' }]),
    ),
  },
})
await vite.listen()
for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => void vite.close().finally(() => process.exit(0)))
