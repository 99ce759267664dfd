import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Problem } from '../../../platform/problem/problem.ts'
import { type ChildMessage, memoryDetail, messageOf, timeDetail } from './import-child-messages.ts'
import type { ReadingTask } from './import-records.ts'
import { WORK_FILES } from './import-work.ts'
import { storable } from './storable-text.ts'

const CHILD = join(import.meta.dirname, 'import-child.ts')
/** Somebody else ended the child, such as the system for want of memory: worth another try. */
export class ReaderKilled extends Error {}

/** The child ends itself at its limit; this much later its whole group is killed. */
const GRACE_MS = 3000
const STDERR_KEPT = 4000

/**
 * Reads a file in a process of its own: capped memory and time, no database address, no environment, its own process group.
 * Settles only when that process is gone. Ends with a Problem when the file is refused, a limit is hit or `signal` aborts.
 */
export async function readInChild(
  task: ReadingTask,
  options: {
    signal: AbortSignal
    report: (share: number, stage: string) => void
    /** folder where Node keeps compiled modules: an import starts in 0.15 s instead of 0.6 s */
    compileCache: string
  },
): Promise<void> {
  options.signal.throwIfAborted()
  const taskFile = join(task.work, WORK_FILES.task)
  await writeFile(taskFile, JSON.stringify(task))
  const heapMb = Math.max(96, Math.floor(task.memoryMb * 0.75))
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=8', '--expose-gc', CHILD, taskFile],
    {
      cwd: task.work,
      // Nothing of ours: the file's reader needs no secret.
      env: {
        NODE_NO_WARNINGS: '1',
        TZ: 'Asia/Shanghai',
        NODE_COMPILE_CACHE: options.compileCache,
        // Large buffers go back to the system when they are dropped; glibc would keep them, and the watchdog count them.
        MALLOC_MMAP_THRESHOLD_: '131072',
      },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let refused: Problem | undefined
  let fault: string | undefined
  let isDone = false
  let isLate = false
  let stderr = ''

  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    try {
      if (process.platform === 'win32') child.kill('SIGKILL')
      else process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group ended by itself between the question and the kill.
    }
  }
  const late = setTimeout(
    () => {
      isLate = true
      kill()
    },
    task.seconds * 1000 + GRACE_MS,
  )
  options.signal.addEventListener('abort', kill, { once: true })

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = messageOf(line)
    if (message?.say === 'progress') options.report(message.share, message.stage)
    if (message?.say === 'done') isDone = true
    if (message?.say === 'fault') fault = message.stack
    if (message?.say === 'problem') refused = problemOf(message)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).finally(() => {
    clearTimeout(late)
    options.signal.removeEventListener('abort', kill)
  })
  options.signal.throwIfAborted()
  if (refused !== undefined) throw refused
  if (isDone && code === 0) return
  if (isLate) throw new Problem('import-limits', timeDetail(task.seconds))
  if (
    /heap out of memory|Reached heap limit|Array buffer allocation failed|Invalid array length/.test(
      `${stderr}${fault ?? ''}`,
    )
  )
    throw new Problem('import-limits', memoryDetail(task.memoryMb))
  if (code === null) throw new ReaderKilled(`the reading process was killed from outside: ${stderr}`)
  throw new Error(`the reading process ended with ${code}: ${fault ?? stderr}`)
}

/** A refusal may quote the file: a header with a NUL in it must not break the row that keeps the refusal. */
function problemOf(message: Extract<ChildMessage, { say: 'problem' }>): Problem {
  const errors = message.errors.map(({ where, message: words, remedy }) => ({
    where: storable(where),
    message: storable(words),
    ...(remedy === undefined ? {} : { remedy: storable(remedy) }),
  }))
  return new Problem(message.code, storable(message.detail), { errors })
}
