/**
 * The server as a child: its log goes to a file, its warnings and its progress (`{ kind: 'step', text, share }` on Node's
 * message channel) to the screen.
 */
import { createWriteStream, readFileSync, renameSync, statSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Failure, Stopped } from './failure.mjs'
import { node24 } from './node24.mjs'
import { root } from './paths.mjs'
import { delay, spawnTied } from './processes.mjs'

const WARNING = 40

/**
 * @param {{ env: NodeJS.ProcessEnv, logFile: string, nodeFlags?: readonly string[],
 *   onStep: (text: string) => void, onTrouble: (text: string) => void }} options
 */
export function startServer({ env, logFile, nodeFlags = [], onStep, onTrouble }) {
  const child = spawnTied(node24(), [...nodeFlags, join(root, 'apps/server/src/main.ts')], {
    cwd: root,
    env,
    stdout: 'pipe',
    stderr: 'pipe',
    onMessage: (message) => {
      const text = stepIn(message)
      if (text !== undefined) onStep(text)
    },
  })
  const log = openLog(logFile)
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`)
      const trouble = troubleIn(line)
      if (trouble !== undefined) onTrouble(trouble)
    })
  }
  return child
}

/**
 * What of a log line belongs on the screen: warnings and worse, and what is not a log line at all.
 *
 * @param {string} line one JSON object as pino writes it
 * @returns {string | undefined}
 */
export function troubleIn(line) {
  if (!line.startsWith('{')) return line.trim() === '' ? undefined : line
  try {
    const { level, msg, err } = JSON.parse(line)
    return typeof level === 'number' && level >= WARNING ? [msg, err?.message].filter(Boolean).join(': ') : undefined
  } catch {
    return line
  }
}

/** @param {unknown} message */
function stepIn(message) {
  if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== 'step')
    return undefined
  const text = 'text' in message ? String(message.text) : ''
  return 'share' in message && typeof message.share === 'number' ? `${text} ${Math.round(message.share * 100)} %` : text
}

/**
 * Waits until the server says that it is ready.
 *
 * @param {{ child: import('./processes.mjs').Child, address: string, logFile: string, signal: AbortSignal }} options
 */
export async function waitReady({ child, address, logFile, signal }) {
  for (;;) {
    if (signal.aborted) throw new Stopped()
    if (child.hasExited())
      throw new Failure(`服务没有起来，退出码 ${await child.exited}。日志 ${logFile} 的末尾：\n${tail(logFile)}`)
    if (await answers(`${address}/readyz`)) return
    await delay(150, signal)
  }
}

/** @param {string} url @returns {Promise<boolean>} */
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 5_000, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

/** @param {string} file */
function openLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a', mode: 0o600 })
}

/** @param {string} file */
function tail(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n')
  } catch {
    return ''
  }
}
