import { expect, test } from 'vitest'
import { needsDatabase } from '../../tools/lib/commands-without-database.mjs'
import { root } from '../../tools/lib/paths.mjs'
import { troubleIn } from '../../tools/lib/server.mjs'
import { tallyOf } from '../../tools/lib/vitest.mjs'

test.each([
  ['{"level":30,"msg":"ready"}', undefined],
  ['{"level":40,"msg":"slow"}', 'slow'],
  ['{"level":50,"msg":"import","err":{"message":"disk full"}}', 'import: disk full'],
  ['Error: Cannot find module', 'Error: Cannot find module'],
  ['', undefined],
])('of the server log, the screen shows warnings, faults and what is no log line: %s', (line, shown) => {
  expect(troubleIn(line)).toBe(shown)
})

const passed = { status: 'passed', fullName: 'a circle passes' }

test('tests are counted; those that failed, did not run or needed a second try are named, with the reason', () => {
  const file = {
    name: `${root}/packages/geo/src/a.test.ts`,
    status: 'failed',
    assertionResults: [
      passed,
      { status: 'failed', fullName: 'a circle fails', failureMessages: ['Error: 3 of 4\n\n    at a.ts:1'] },
      { status: 'passed', fullName: 'a map is drawn', failureMessages: ['Timeout'] },
      { status: 'pending', fullName: 'without data' },
    ],
  }
  expect(tallyOf([file], 1, 'PostgreSQL 15: ')).toEqual({
    passed: 2,
    failed: ['PostgreSQL 15: packages/geo/src/a.test.ts: a circle fails — Error: 3 of 4'],
    skipped: ['PostgreSQL 15: packages/geo/src/a.test.ts: without data'],
    unsteady: ['PostgreSQL 15: packages/geo/src/a.test.ts: a map is drawn — Timeout'],
  })
})

test('a file that cannot be loaded is a failure, though it has no test', () => {
  const file = { name: `${root}/x.test.ts`, status: 'failed', assertionResults: [] }
  expect(tallyOf([file], 1, '').failed).toEqual(['x.test.ts'])
})

test('a run that ends badly without a failed test is a failure', () => {
  const file = { name: `${root}/x.test.ts`, status: 'passed', assertionResults: [passed] }
  expect(tallyOf([file], 1, '').failed).toEqual(['vitest ended with exit code 1'])
  expect(tallyOf([], 137, '').failed).toHaveLength(1)
})

test.each([
  [['import', 'osm', 'x.pbf'], true],
  [['--json', 'evaluate'], true],
  [['import', '--help'], false],
  [['engine', 'bench'], false],
  [['openapi', '--write'], false],
  [[], false],
])('a database is started only for a command that needs one: %j %s', (args, expected) => {
  expect(needsDatabase(args)).toBe(expected)
})
