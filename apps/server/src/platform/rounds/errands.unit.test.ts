import { expect, test } from 'vitest'
import { createErrands } from './errands.ts'

test('errands run one at a time; asked for again meanwhile, once more; a failed one is told and holds nobody up', async () => {
  const log: string[] = []
  let running = 0
  const errands = createErrands<string>(
    async (name) => {
      expect(++running).toBe(1)
      log.push(name)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      if (name === 'bad') throw new Error('bad')
    },
    (error) => log.push(String(error)),
  )
  for (const name of ['a', 'bad', 'a', 'b', 'b']) errands.ask(name)
  await expect.poll(() => log).toEqual(['a', 'bad', 'Error: bad', 'a', 'b'])
  errands.stop()
  errands.ask('c')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(log).not.toContain('c')
})
