/**
 * The embedded PostgreSQL: `initdb` once, then one postmaster on a loopback port, with scram and a generated password.
 *
 * A cluster appears whole or not at all: it is made beside its place and renamed. A postmaster that an earlier, killed run
 * left behind is stopped before ours starts. Ours stops when we end, however we end (`processes.mjs`).
 */
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, Failure, Stopped } from './failure.mjs'
import { anyFreePort } from './ports.mjs'
import { postgresBinaries } from './postgres-binaries.mjs'
import { readPostmaster, stopLeftover } from './postmaster.mjs'
import { isAlive } from './process-identity.mjs'
import { delay, run, spawnTied } from './processes.mjs'
import { canEnter, postgresUser } from './reach.mjs'

const ROLE = 'xiayi'
const START_MS = 120_000
const STOP_MS = 30_000

/** For two cores and a few gigabytes; memory is touched only as it is used. */
const SETTINGS = {
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
}

/** For databases that a test throws away: a crash may lose them. */
export const THROWAWAY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  shared_buffers: '128MB',
}

/**
 * @typedef {{ url: string, port: number, pid: number, exited: Promise<number>,
 *   urlOf(database: string): string, stop(hard?: AbortSignal): Promise<void> }} EmbeddedPostgres
 *   `url` is the database `xiayi`; the role may create others
 */

/**
 * @param {{ dataDir: string, settings?: Record<string, string>, signal?: AbortSignal, onFirst?: () => void }} options
 *   `dataDir` the cluster's folder, whose parent exists; `onFirst` is called when it has to be made
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({ dataDir, settings = {}, signal, onFirst }) {
  const user = postgresUser(dataDir)
  if (user !== undefined && !canEnter(dirname(dataDir), user)) {
    throw new Failure(
      `数据库以用户 ${user.uid} 运行，进不了 ${dirname(dataDir)}；用 DATA_DIR=… 指定各级目录都可进入的地方。` +
        `(PostgreSQL runs as uid ${user.uid}, which cannot enter the data folder: set DATA_DIR)`,
    )
  }
  const binaries = postgresBinaries(user)
  const passwordFile = `${dataDir}-password`
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    if (existsSync(dataDir)) throw notACluster(dataDir)
    onFirst?.()
    await makeCluster({ dataDir, passwordFile, binaries, user, signal })
  }
  checkVersion(dataDir, binaries.major)
  const password = readPassword(passwordFile)
  await stopLeftover(dataDir)
  const log = openLog(`${dataDir}.log`)
  try {
    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted) throw new Stopped()
      const port = await anyFreePort()
      const server = spawnPostmaster({ dataDir, port, binaries, user, log, settings: { ...SETTINGS, ...settings } })
      const ready = await waitReady(server, dataDir, signal)
      if (ready) return handleOf({ server, port, pid: ready.pid, password })
      if (signal?.aborted) throw new Stopped()
      if (attempt === 3) throw didNotStart(`${dataDir}.log`)
    }
  } finally {
    closeSync(log)
  }
}

/**
 * @param {{ server: import('./processes.mjs').Child, port: number, pid: number, password: string }} parts
 * @returns {EmbeddedPostgres}
 */
function handleOf({ server, port, pid, password }) {
  /** @param {string} database */
  const urlOf = (database) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`
  return {
    url: urlOf('xiayi'),
    urlOf,
    port,
    pid,
    exited: server.exited,
    async stop(hard) {
      await server.stop(STOP_MS, hard)
    },
  }
}

/**
 * @param {{ dataDir: string, passwordFile: string, binaries: ReturnType<typeof postgresBinaries>,
 *   user: { uid: number, gid: number } | undefined, signal: AbortSignal | undefined }} options
 */
async function makeCluster({ dataDir, passwordFile, binaries, user, signal }) {
  const making = `${dataDir}.making`
  rmSync(making, { recursive: true, force: true })
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  mkdirSync(making, { mode: 0o700 })
  const cluster = join(making, basename(dataDir))
  const handover = join(making, 'password')
  writeFileSync(handover, password, { mode: 0o600 })
  if (user !== undefined) for (const path of [making, handover]) chownSync(path, user.uid, user.gid)
  const options = { cwd: making, env: postgresEnvironment(), ...user, ...(signal && { signal }) }
  const args = [
    '-D',
    cluster,
    '-U',
    ROLE,
    '-A',
    'scram-sha-256',
    `--pwfile=${handover}`,
    '-E',
    'UTF8',
    '-k',
    '--no-instructions',
  ]
  // Sorting by code point, the same on every machine; the ctype is for pg_trgm, which under C takes no Chinese character
  // for a letter.
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-collate=C',
    '--lc-ctype=C.UTF-8',
    '--lc-messages=C',
  ]
  const made = await run(binaries.bin('initdb'), [...args, ...locale], options)
  if (made.code !== 0) throw new Failure(`initdb 没有成功，退出码 ${made.code}：\n${lastLines(made.output)}`)
  rmSync(handover)
  const first = await run(binaries.bin('postgres'), ['--single', '-j', '-D', cluster, 'postgres'], {
    ...options,
    input: 'create database xiayi\n;\n\n',
  })
  if (first.code !== 0) throw new Failure(`不能建立数据库，退出码 ${first.code}：\n${lastLines(first.output)}`)
  renameSync(cluster, dataDir)
  rmSync(making, { recursive: true, force: true })
}

/**
 * @param {{ dataDir: string, port: number, binaries: ReturnType<typeof postgresBinaries>, log: number,
 *   user: { uid: number, gid: number } | undefined, settings: Record<string, string> }} options
 */
function spawnPostmaster({ dataDir, port, binaries, user, log, settings }) {
  const all = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawnTied(binaries.bin('postgres'), ['-D', dataDir, ...args], {
    cwd: dirname(dataDir),
    env: postgresEnvironment(),
    ...user,
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client.
    soft: 'INT',
    stdout: log,
    stderr: log,
  })
}

/** Nothing of the caller's: PGPORT, PGDATA and the like would change what it does. */
function postgresEnvironment() {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    TZ: 'UTC',
    ...(process.env['SystemRoot'] && { SystemRoot: process.env['SystemRoot'] }),
  }
}

/**
 * @param {import('./processes.mjs').Child} server
 * @param {string} dataDir
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<{ pid: number } | undefined>} undefined when it ended first
 */
async function waitReady(server, dataDir, signal) {
  const until = performance.now() + START_MS
  while (performance.now() < until && !server.hasExited() && !signal?.aborted) {
    const file = readPostmaster(dataDir)
    if (file?.status === 'ready' && isAlive(file.pid, undefined)) return { pid: file.pid }
    await delay(20, signal)
  }
  await server.stop(STOP_MS)
  return undefined
}

/** @param {string} dataDir @param {string} major */
function checkVersion(dataDir, major) {
  const made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (made !== major) {
    throw new Failure(
      `${dataDir} 是 PostgreSQL ${made} 的数据，这里的程序是 ${major}；请用原来的版本备份后再恢复。(made by PostgreSQL ${made}, this is ${major})`,
    )
  }
}

/** @param {string} file */
function readPassword(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new Failure(
      `不能读数据库口令 ${file} (${codeOf(error)})；请用当初启动的用户启动。(cannot read the database password: start as the user who made it)`,
    )
  }
}

/** @param {string} dataDir */
function notACluster(dataDir) {
  return new Failure(
    `${dataDir} 已存在，但不是数据库；请移走它再启动。(exists but is not a PostgreSQL cluster: move it away)`,
  )
}

/** @param {string} log */
function didNotStart(log) {
  return new Failure(`数据库没有起来，日志 ${log} 的末尾：\n${lastLines(readFileSync(log, 'utf8'))}`)
}

/** @param {string} file */
function openLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** @param {string} text */
function lastLines(text) {
  return text.trim().split('\n').slice(-8).join('\n')
}
