/**
 * Children that never outlive us.
 *
 * Each child leads its own process group, so that a Ctrl-C at the terminal reaches only us and we stop things in order
 * (server first, then its database). Where there is a POSIX shell, a keeper of a few lines stands between: it holds the
 * reading end of a pipe whose writing end only we hold. When we end, even by kill -9, the kernel closes the pipe and the
 * keeper passes the soft signal on, waits, and ends what is left of the group.
 */
import { spawn } from 'node:child_process'
import { Stopped } from './failure.mjs'

const isWindows = process.platform === 'win32'
const KEEPER = `
soft=$1; untied=; shift
trap : TERM INT HUP
trap untied=1 USR1
"$@" 3<&- <&4 4<&- &
child=$!
( exec 4<&- 5<&-; read -r _ <&3; kill -s USR1 $$; kill -s "$soft" "$child" ) 2>/dev/null &
keeper=$!
exec 3<&- 4<&- 5<&- 2>/dev/null
while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || break; done
[ -z "$untied" ] || kill -s KILL 0
kill -s KILL "$keeper" 2>/dev/null
exit $code
`

/**
 * @typedef {{
 *   pid: number,
 *   stdout: import('node:stream').Readable | null,
 *   stderr: import('node:stream').Readable | null,
 *   stdin: import('node:stream').Writable | null,
 *   exited: Promise<number>,
 *   hasExited(): boolean,
 *   stop(graceMs?: number, hard?: AbortSignal): Promise<number>,
 * }} Child `exited` is the exit code, 128 + n for a signal; it never rejects
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, soft?: 'TERM' | 'INT',
 *   stdin?: 'ignore' | 'pipe', stdout?: 'inherit' | 'pipe' | number, stderr?: 'inherit' | 'pipe' | number,
 *   onMessage?: (message: unknown) => void }} [options] `onMessage` opens Node's message channel (`process.send` over there)
 * @returns {Child}
 */
export function spawnTied(command, args, options = {}) {
  const { soft = 'TERM', stdin = 'ignore', stdout = 'inherit', stderr = 'inherit', onMessage, ...rest } = options
  const channel = onMessage === undefined ? [] : [/** @type {const} */ ('ipc')]
  const child = isWindows
    ? spawn(command, args, { ...rest, stdio: [stdin, stdout, stderr, ...channel], windowsHide: true })
    : spawn('/bin/sh', ['-c', KEEPER, 'keeper', soft, command, ...args], {
        ...rest,
        stdio: ['ignore', stdout, stderr, 'pipe', 'pipe', ...channel],
        detached: true,
      })
  const input = /** @type {import('node:stream').Writable | null} */ (
    isWindows ? child.stdin : (child.stdio[4] ?? null)
  )
  input?.on('error', () => {})
  if (stdin === 'ignore') input?.end()
  if (onMessage !== undefined) child.on('message', onMessage)
  let over = false
  /** @type {Promise<number>} */
  const exited = new Promise((settle) => {
    child.once('error', () => settle(127))
    child.once('exit', (code, signal) => settle(code ?? (signal === null ? 1 : 137)))
  }).then((code) => {
    over = true
    killGroup(child.pid)
    return Number(code)
  })
  const tie = isWindows ? undefined : child.stdio[3]
  if (tie && 'on' in tie) tie.on('error', () => {})

  return {
    pid: child.pid ?? 0,
    stdout: child.stdout,
    stderr: child.stderr,
    stdin: input,
    exited,
    hasExited: () => over,
    async stop(graceMs = 10_000, hard) {
      if (over) return exited
      if (tie) tie.destroy()
      else child.kill()
      const waiting = new AbortController()
      await Promise.race([exited, delay(graceMs, waiting.signal), aborted(hard)])
      waiting.abort()
      if (!over) killGroup(child.pid)
      return exited
    },
  }
}

/**
 * Runs a command to its end and returns what it wrote.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof spawnTied>[2] & { signal?: AbortSignal, input?: string, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} `output` is both streams, interleaved
 */
export async function run(command, args, { signal, input, onOutput, ...options } = {}) {
  if (signal?.aborted) throw new Stopped()
  const child = spawnTied(command, args, {
    ...options,
    stdin: input === undefined ? 'ignore' : 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  let output = ''
  let stdout = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text
    output += text
    onOutput?.(text)
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output += text
    onOutput?.(text)
  })
  child.stdin?.end(input)
  const closed = Promise.all([ended(child.stdout), ended(child.stderr)])
  const onAbort = () => void child.stop(2_000)
  signal?.addEventListener('abort', onAbort, { once: true })
  const code = await child.exited
  signal?.removeEventListener('abort', onAbort)
  await closed
  if (signal?.aborted) throw new Stopped()
  return { code, output, stdout }
}

/** @param {number} ms @param {AbortSignal} [signal] */
export function delay(ms, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(undefined)
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve(undefined)
    }
  })
}

/** @param {AbortSignal} [signal] */
export function aborted(signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined)
    else signal?.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  if (pid === undefined || isWindows) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is already empty.
  }
}

/** @param {import('node:stream').Readable | null} stream */
function ended(stream) {
  return new Promise((resolve) => (stream === null ? resolve(undefined) : stream.once('close', resolve)))
}
