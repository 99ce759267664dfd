import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Stopped } from '../../tools/lib/failure.mjs'
import { isAlive, processStart } from '../../tools/lib/process-identity.mjs'
import { delay, run, spawnTied } from '../../tools/lib/processes.mjs'

const module = join(import.meta.dirname, '../../tools/lib/processes.mjs')

async function gone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5_000; waited += 50) {
    if (!isAlive(pid, undefined)) return true
    await delay(50)
  }
  return false
}

/** The last word a child printed, as a number. */
async function printedPid(output: NodeJS.ReadableStream | null): Promise<number> {
  if (output === null) throw new Error('no output')
  const [text] = await once(output, 'data')
  return Number(String(text).trim())
}

test('the exit code and both outputs of a command come back', async () => {
  const result = await run('/bin/sh', ['-c', 'echo out; echo err >&2; exit 7'])
  expect(result).toMatchObject({ code: 7, stdout: 'out\n' })
  expect(result.output).toContain('err')
})

test('a command reads what it is given', async () => {
  expect((await run('/bin/cat', [], { input: '夏邑' })).stdout).toBe('夏邑')
})

test('a command that is not there ends with 127', async () => {
  expect((await run('/nowhere/at-all', [])).code).toBe(127)
})

test('a stop ends the child and what it started', async () => {
  const child = spawnTied('/bin/sh', ['-c', 'sleep 100 & echo $!; wait'], { stdout: 'pipe' })
  const grandchild = await printedPid(child.stdout)
  await child.stop(2_000)
  expect(await gone(child.pid)).toBe(true)
  expect(await gone(grandchild)).toBe(true)
})

test('a child that ignores the soft signal is killed when its time is up', async () => {
  const child = spawnTied('/bin/sh', ['-c', 'trap "" TERM; echo $$; while :; do sleep 0.1; done'], { stdout: 'pipe' })
  const pid = await printedPid(child.stdout)
  await child.stop(200)
  expect(await gone(pid)).toBe(true)
})

test('nothing is left when we are ended by kill -9', async () => {
  const script = `import { spawnTied } from ${JSON.stringify(module)}
    spawnTied('/bin/sh', ['-c', 'sleep 100 & echo $!; wait'])
    setInterval(() => {}, 1000)`
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const grandchild = await printedPid(launcher.stdout)
  expect(isAlive(grandchild, undefined)).toBe(true)
  launcher.kill('SIGKILL')
  expect(await gone(grandchild)).toBe(true)
})

test('an aborted command stops and says so', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 100)
  await expect(run('/bin/sleep', ['100'], { signal: controller.signal })).rejects.toBeInstanceOf(Stopped)
})

test('messages of a Node child arrive, though a keeper stands between', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const child = spawnTied(
    process.execPath,
    ['-e', 'process.send({ kind: "step", text: "x" }); process.on("disconnect", () => process.exit(0))'],
    {
      onMessage: resolve,
    },
  )
  expect(await promise).toEqual({ kind: 'step', text: 'x' })
  await child.stop(2_000)
  expect(await gone(child.pid)).toBe(true)
})

test('a process is known by its pid and its start', () => {
  const start = processStart(process.pid)
  expect(isAlive(process.pid, start)).toBe(true)
  expect(isAlive(process.pid, `${start}0`)).toBe(false)
  expect(isAlive(2 ** 22 + 1, undefined)).toBe(false)
})
