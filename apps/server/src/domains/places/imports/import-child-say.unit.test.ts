import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { messageOf } from './import-child-messages.ts'

const SAY = join(import.meta.dirname, 'import-child-say.ts')

test('a parent that reads nothing for a while loses no verdict, only progress', async () => {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      // A process that has touched its stdout, as one with a worker thread has, has a pipe that does not wait.
      `import { say } from ${JSON.stringify(SAY)}
       process.stdout.getColorDepth
       for (let i = 0; i < 20_000; i++) say({ say: 'progress', share: i / 20_000, stage: '读取地图文件' })
       say({ say: 'problem', code: 'import-format', detail: '长'.repeat(200_000), errors: [] })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: {} },
  )
  const closed = new Promise((resolve) => {
    child.on('close', resolve)
  })
  await wait(400)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  expect(await closed).toBe(0)
  const messages = text.split('\n').flatMap((line) => messageOf(line) ?? [])
  expect(messages.length).toBeLessThan(20_000)
  expect(messages.at(-1)).toEqual({ say: 'problem', code: 'import-format', detail: '长'.repeat(200_000), errors: [] })
})
