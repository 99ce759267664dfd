/**
 * `npm run dev`: as `npm start`, but the server starts again when its files change and the browser takes changed modules
 * from Vite, which passes everything else on to the server.
 */
import { join } from 'node:path'
import { openDataFolder } from './lib/data-folder.mjs'
import { lockData } from './lib/data-lock.mjs'
import { openDatabase } from './lib/database.mjs'
import { Failure } from './lib/failure.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { node24 } from './lib/node24.mjs'
import { root } from './lib/paths.mjs'
import { freePortFrom } from './lib/ports.mjs'
import { aborted, spawnTied } from './lib/processes.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'
import { known, removeRuntime, stopLeftoverServer, writeRuntime } from './lib/runtime-file.mjs'
import { firstPort } from './lib/settings.mjs'

/** @typedef {{ soft: AbortSignal, hard: AbortSignal }} Stop */

const progress = createProgress()

await runTool(async (stop) => {
  const data = openDataFolder(root, process.env)
  const lock = await lockData(data.path, 'npm run dev')
  try {
    await stopLeftoverServer(data.path)
    await ensureInstalled({ progress, signal: stop.soft })
    const database = await openDatabase({ folder: data.path, env: process.env, progress, signal: stop.soft })
    try {
      return await develop(data.path, database.url, stop)
    } finally {
      removeRuntime(data.path)
      await database.stop(stop.hard)
    }
  } finally {
    lock.release()
  }
})

/**
 * @param {string} folder
 * @param {string} databaseUrl
 * @param {Stop} stop
 */
async function develop(folder, databaseUrl, stop) {
  const webPort = await freePortFrom(firstPort(process.env), (taken) =>
    progress.note(`端口 ${taken} 被占用，改用下一个 (port ${taken} is taken, trying the next)`),
  )
  const serverPort = await freePortFrom(webPort + 1)
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: String(serverPort) }
  const server = spawnTied(node24(), ['--watch', '--watch-preserve-output', join(root, 'apps/server/src/main.ts')], {
    cwd: root,
    env,
  })
  const web = spawnTied(
    node24(),
    [join(root, 'tools/lib/vite-dev.mjs'), String(webPort), `http://127.0.0.1:${serverPort}`],
    { cwd: root },
  )
  try {
    const address = `http://127.0.0.1:${webPort}`
    writeRuntime(folder, { databaseUrl, address, tool: known(process.pid), server: known(server.pid) })
    process.stdout.write(`\n  夏邑生活 (dev)  ${address.replace('127.0.0.1', 'localhost')}\n\n`)
    const ended = Promise.race([server.exited, web.exited])
    await Promise.race([ended, aborted(stop.soft)])
    if (!stop.soft.aborted) throw new Failure(`退出码 ${await ended} (a development server ended)`)
    return 0
  } finally {
    await Promise.all([server.stop(5_000, stop.hard), web.stop(5_000, stop.hard)])
  }
}
