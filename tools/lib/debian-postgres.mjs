import { existsSync } from 'node:fs'
import { Failure } from './failure.mjs'
import { spawnTied } from './processes.mjs'

const WRAPPER = '/usr/bin/pg_virtualenv'
const VERSION = '15'

/** @returns {string | undefined} why there is none here */
export function whyNoDebianPostgres() {
  if (!existsSync(WRAPPER)) return 'pg_virtualenv (Debian package postgresql-common) is not installed'
  if (!existsSync(`/usr/lib/postgresql/${VERSION}/bin/postgres`)) return `postgresql-${VERSION} is not installed`
  return undefined
}

/**
 * Debian's PostgreSQL 15 for the time of a test run. What pg_virtualenv runs is `cat`: the server goes when its input
 * closes, so also when we are killed.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startDebianPostgres(signal) {
  const options = [
    '-v',
    VERSION,
    '-i',
    '--locale=C.UTF-8 --encoding=UTF8',
    '-o',
    'fsync=off',
    '-o',
    'max_connections=200',
    '-o',
    'shared_buffers=128MB',
  ]
  const say = 'echo "url=postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"; exec cat'
  const wrapper = spawnTied(WRAPPER, [...options, 'sh', '-c', say], { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' })
  let output = ''
  /** @type {Promise<string | undefined>} */
  const found = new Promise((resolve) => {
    wrapper.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text
      const url = /^url=(.+)$/m.exec(output)?.[1]
      if (url !== undefined) resolve(url)
    })
    wrapper.stderr?.setEncoding('utf8').on('data', (text) => (output += text))
    void wrapper.exited.then(() => resolve(undefined))
  })
  const stop = async () => {
    wrapper.stdin?.end()
    await wrapper.exited
  }
  signal.addEventListener('abort', () => void stop(), { once: true })
  const url = await found
  if (url === undefined) throw new Failure(`pg_virtualenv: ${output.trim().slice(-1_500)}`)
  return { url, stop }
}
