import { readFileSync } from 'node:fs'
import { codeOf, Failure, Stopped } from './failure.mjs'
import { statFields } from './process-identity.mjs'

/**
 * The top of a long-running tool: the first Ctrl-C, SIGTERM or hang-up aborts `stop.soft`, a second one `stop.hard`.
 * Prints a Failure as one message; sets the exit code.
 *
 * @param {(stop: { soft: AbortSignal, hard: AbortSignal }) => Promise<number>} main
 * @param {{ stoppedCode?: number }} [options] exit code after a stop the person asked for
 */
export async function runTool(main, { stoppedCode = 0 } = {}) {
  const soft = new AbortController()
  const hard = new AbortController()
  let softAt = 0
  const onSignal = () => {
    if (!soft.signal.aborted) {
      softAt = performance.now()
      soft.abort()
      return
    }
    // npm passes on the very Ctrl-C that the terminal already gave us: two signals at once are one wish.
    if (performance.now() - softAt > 500) hard.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal)
  const watch = watchParent(onSignal)
  try {
    process.exitCode = await main({ soft: soft.signal, hard: hard.signal })
    if (soft.signal.aborted) process.exitCode = stoppedCode
  } catch (error) {
    if (error instanceof Stopped || soft.signal.aborted) {
      process.exitCode = stoppedCode
    } else {
      process.stderr.write(`\n✗ ${explain(error)}\n`)
      process.exitCode = 1
    }
  } finally {
    clearInterval(watch)
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, onSignal)
  }
}

/**
 * What stands between us and the disk is the operator's to put right; the rest is a bug and shows where.
 *
 * @param {unknown} error
 */
function explain(error) {
  if (error instanceof Failure) return error.message
  const code = codeOf(error)
  if (error instanceof Error && code === 'ENOSPC') return `磁盘满了：${error.message}。腾出空间再试。(the disk is full)`
  if (error instanceof Error && (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')) {
    return `没有权限：${error.message}。用有权限的用户运行，或者用 DATA_DIR=… 指定能写的地方。(no permission)`
  }
  return error instanceof Error ? error.stack : String(error)
}

/**
 * npm killed with kill -9 passes no signal on; its child, or the shell between, only gets another parent.
 *
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  const launcher = npmAbove()
  const timer = setInterval(() => {
    if (launcher === undefined || npmAbove() === launcher) return
    clearInterval(timer)
    onGone()
  }, 1_000)
  timer.unref()
  return timer
}

/** The pid of the npm that runs us, directly or through `sh -c`; undefined when none does. */
function npmAbove() {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined
  try {
    const isShell = readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8').split('\0')[1] === '-c'
    return isShell ? Number(statFields(process.ppid)[1]) : process.ppid
  } catch {
    return process.ppid
  }
}
