import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { anyFreePort, freePortFrom, isFree } from '../../tools/lib/ports.mjs'
import { firstPort } from '../../tools/lib/settings.mjs'

const servers: Server[] = []

async function occupy(port: number, host: string): Promise<void> {
  const server = createServer()
  servers.push(server)
  server.listen(port, host)
  await once(server, 'listening')
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

test.each(['127.0.0.1', '0.0.0.0', '::'])('a port that somebody holds on %s is taken', async (host) => {
  const port = await anyFreePort()
  expect(await isFree(port)).toBe(true)
  await occupy(port, host)
  expect(await isFree(port)).toBe(false)
})

test('the next free port is taken, and each one passed over is named', async () => {
  const port = await anyFreePort()
  await occupy(port, '127.0.0.1')
  const passed: number[] = []
  const found = await freePortFrom(port, (taken) => passed.push(taken))
  expect(found).toBeGreaterThan(port)
  expect(passed[0]).toBe(port)
  expect(passed).toHaveLength(found - port)
})

test.each(['abc', '0', '65536', '80.5', '-1'])('PORT=%s is refused with what it takes', (value) => {
  expect(() => firstPort({ PORT: value })).toThrow('1 到 65535')
})

test('without PORT it is 3000', () => {
  expect(firstPort({})).toBe(3000)
  expect(firstPort({ PORT: '8080' })).toBe(8080)
})
