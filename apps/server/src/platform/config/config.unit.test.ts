import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const DATABASE_URL = 'postgres://xiayi@127.0.0.1:5432/xiayi'

test('defaults serve one machine: loopback, port 3000, everything in one process', () => {
  const config = readConfig({ DATABASE_URL })
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    entry: 'all',
    loadsExample: true,
    operatorToken: undefined,
  })
})

test.each([
  [{}, /DATABASE_URL takes a PostgreSQL address.*; it is not set/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL takes a PostgreSQL address/],
  [{ DATABASE_URL, PORT: 'eighty' }, /PORT takes a whole number from 0 to 65535; it is "eighty"/],
  [{ DATABASE_URL, PORT: '70000' }, /PORT takes .*65535.*; it is "70000"/],
  [{ DATABASE_URL, ENTRY: 'web' }, /ENTRY takes all, http or jobs; it is "web"/],
  [{ DATABASE_URL, DEFAULT_COUNTY: '夏邑' }, /DEFAULT_COUNTY takes a county code/],
  [{ DATABASE_URL, HOST: '0.0.0.0' }, /OPERATOR_TOKEN takes a secret.*because HOST=0\.0\.0\.0/],
])('a wrong value names the variable and what it takes: %o', (env, message) => {
  expect(() => readConfig(env)).toThrow(ConfigError)
  expect(() => readConfig(env)).toThrow(message)
})

test('every wrong variable is named at once', () => {
  expect(() => readConfig({ PORT: 'x', ENTRY: 'y' })).toThrow(/ENTRY[\s\S]*PORT|PORT[\s\S]*ENTRY/)
})

test('a wrong secret is never repeated', () => {
  expect(() => readConfig({ DATABASE_URL: 'hunter2' })).not.toThrow(/hunter2/)
})
