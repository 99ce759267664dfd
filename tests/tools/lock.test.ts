import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tryLock } from '../../tools/lib/lock.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const lockModule = join(import.meta.dirname, '../../tools/lib/lock.mjs')

function newLockFile(): string {
  return join(temporaryFolder(), 'lock')
}

async function held(file: string): Promise<{ release(): void }> {
  const attempt = await tryLock(file, 'npm start')
  if (!('lock' in attempt)) throw new Error('the lock is taken')
  return attempt.lock
}

/** Another process that takes the lock and stays until it is killed. */
async function holder(file: string): Promise<ReturnType<typeof spawn>> {
  const script = `import { tryLock } from ${JSON.stringify(lockModule)}
    const attempt = await tryLock(${JSON.stringify(file)}, 'npm start')
    process.stdout.write('lock' in attempt ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a second start is told who holds the folder, since when and for what', async () => {
  const file = newLockFile()
  const lock = await held(file)
  const attempt = await tryLock(file, 'xiayi')
  expect(attempt).toMatchObject({ holder: { pid: process.pid, what: 'npm start' } })
  expect('holder' in attempt && Date.parse(attempt.holder.since)).toBeLessThanOrEqual(Date.now())
  lock.release()
})

test('a released lock is free, and leaves no file behind', async () => {
  const file = newLockFile()
  const lock = await held(file)
  lock.release()
  expect(readdirSync(join(file, '..'))).toEqual([])
  const again = await held(file)
  again.release()
})

test('the lock of a process ended by kill -9 is taken over', async () => {
  const file = newLockFile()
  const child = await holder(file)
  expect(await tryLock(file, 'npm start')).toMatchObject({ holder: { pid: child.pid } })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = await held(file)
  lock.release()
})

test('a pid that somebody else has by now does not hold the lock', async () => {
  const file = newLockFile()
  const lock = await held(file)
  const text = readFileSync(file, 'utf8')
  lock.release()
  writeFileSync(file, text.replace(/:\d+"/, ':1"'))
  const again = await held(file)
  again.release()
})

test('of many that find a dead lock at once, one gets it', async () => {
  const file = newLockFile()
  writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, host: 'nobody-is-called-this', since: '', what: '' }))
  utimesSync(file, new Date(0), new Date(0))
  const attempts = await Promise.all(Array.from({ length: 4 }, () => holder(file)))
  const text = readFileSync(file, 'utf8')
  const owners = attempts.filter(({ pid }) => text.includes(`"pid":${pid},`))
  expect(owners).toHaveLength(1)
  expect(await tryLock(file, 'xiayi')).toMatchObject({ holder: { pid: owners[0]?.pid } })
  for (const child of attempts) child.kill('SIGKILL')
})

test('another host is believed as long as it touches its lock', async () => {
  const file = newLockFile()
  writeFileSync(file, JSON.stringify({ pid: 1, host: 'nobody-is-called-this', since: '', what: 'npm start' }))
  expect(await tryLock(file, 'npm start')).toMatchObject({ holder: { host: 'nobody-is-called-this' } })
  const minuteAgo = new Date(Date.now() - 60_000)
  utimesSync(file, minuteAgo, minuteAgo)
  const lock = await held(file)
  lock.release()
})

test('a lock file cut short by a full disk holds nobody off', async () => {
  const file = newLockFile()
  writeFileSync(file, '{"pid":1')
  const lock = await held(file)
  lock.release()
})
