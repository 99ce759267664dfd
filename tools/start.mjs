/**
 * `npm start`: everything from a fresh clone to an address in the browser. See README.
 */
import { join } from 'node:path'
import { openDataFolder } from './lib/data-folder.mjs'
import { lockData } from './lib/data-lock.mjs'
import { openDatabase } from './lib/database.mjs'
import { Failure } from './lib/failure.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/paths.mjs'
import { freePortFrom } from './lib/ports.mjs'
import { aborted } from './lib/processes.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'
import { known, removeRuntime, stopLeftoverServer, writeRuntime } from './lib/runtime-file.mjs'
import { startServer, waitReady } from './lib/server.mjs'
import { firstPort } from './lib/settings.mjs'
import { ensureWebBuilt } from './lib/web-build.mjs'

/** @typedef {{ soft: AbortSignal, hard: AbortSignal }} Stop */

const progress = createProgress()

await runTool(async (stop) => {
  const data = openDataFolder(root, process.env)
  const lock = await lockData(data.path, 'npm start')
  try {
    await stopLeftoverServer(data.path)
    await ensureInstalled({ progress, signal: stop.soft })
    if (data.elsewhere) {
      progress.note(
        `数据在 ${data.path}：数据库不以 root 运行，进不了这个目录 (data are kept there: PostgreSQL does not run as root)`,
      )
    }
    await ensureWebBuilt({ progress, signal: stop.soft })
    const database = await openDatabase({ folder: data.path, env: process.env, progress, signal: stop.soft })
    try {
      return await serve(data.path, database, stop)
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
 * @param {Awaited<ReturnType<typeof openDatabase>>} database
 * @param {Stop} stop
 */
async function serve(folder, database, stop) {
  const port = await freePortFrom(firstPort(process.env), (taken) =>
    progress.note(`端口 ${taken} 被占用，改用下一个 (port ${taken} is taken, trying the next)`),
  )
  const address = `http://127.0.0.1:${port}`
  const logFile = join(folder, 'server.log')
  const step = progress.step('服务 (server)')
  const server = startServer({
    env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port) },
    logFile,
    onStep: (text) => step.update(text),
    onTrouble: (text) => progress.note(text),
  })
  try {
    writeRuntime(folder, { databaseUrl: database.url, address, tool: known(process.pid), server: known(server.pid) })
    await waitReady({ child: server, address, logFile, signal: stop.soft }).catch((error) => {
      step.fail()
      throw error
    })
    step.done()
    process.stdout.write(
      `\n  夏邑生活  ${address.replace('127.0.0.1', 'localhost')}\n  日志 ${logFile}；按 Ctrl-C 停止 (press Ctrl-C to stop)\n\n`,
    )
    const ended = [server.exited.then((code) => `服务停了，退出码 ${code}，日志 ${logFile}。(the server ended)`)]
    if (database.exited !== undefined)
      ended.push(
        database.exited.then(
          (code) => `数据库停了，退出码 ${code}，日志 ${join(folder, 'postgres.log')}。(PostgreSQL ended)`,
        ),
      )
    const reason = await Promise.race([...ended, aborted(stop.soft).then(() => undefined)])
    if (reason !== undefined && !stop.soft.aborted) throw new Failure(reason)
    return 0
  } finally {
    await server.stop(10_000, stop.hard)
  }
}
