/**
 * The database of this checkout: DATABASE_URL when it is given, else the embedded one in the data folder.
 */
import { join } from 'node:path'
import { startEmbeddedPostgres } from './embedded-postgres.mjs'

/**
 * @param {{ folder: string, env: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress, signal: AbortSignal }} options
 * @returns {Promise<{ url: string, stop: (hard?: AbortSignal) => Promise<void>, exited: Promise<number> | undefined }>}
 */
export async function openDatabase({ folder, env, progress, signal }) {
  const given = env['DATABASE_URL']
  if (given !== undefined && given !== '') return { url: given, stop: async () => {}, exited: undefined }
  const step = progress.step('数据库 (PostgreSQL)')
  try {
    const database = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      signal,
      onFirst: () => step.update('第一次启动，建立数据目录'),
    })
    step.done(`127.0.0.1:${database.port}`)
    return { url: database.url, stop: (hard) => database.stop(hard), exited: database.exited }
  } catch (error) {
    step.fail()
    throw error
  }
}
