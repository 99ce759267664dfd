import { PROBLEM_CODES } from '@xiayi/contract/problems'
import { expect, test } from 'vitest'
import { problemFromError } from './from-error.ts'
import { PROBLEMS, Problem } from './problem.ts'

test('every code has a row with a status that fits a refusal', () => {
  for (const code of PROBLEM_CODES) {
    expect(PROBLEMS[code].status).toBeGreaterThanOrEqual(400)
    expect(PROBLEMS[code].title).not.toBe('')
  }
})

const withCode = (code: string) => Object.assign(new Error('driver says no'), { code })

test.each([
  ['ECONNREFUSED', 'database-unavailable'],
  ['57P01', 'database-unavailable'],
  ['57014', 'busy'],
  ['55P03', 'busy'],
  ['ENOSPC', 'storage-full'],
  ['53100', 'storage-full'],
  ['22021', 'bad-request'],
])('the outside fault %s becomes %s', (code, expected) => {
  const problem = problemFromError(withCode(code))
  expect(problem?.code).toBe(expected)
  expect(problem?.message).not.toContain('driver says no')
})

test('a lane with all its connections at work is busy, not broken', () => {
  expect(problemFromError(new Error('timeout exceeded when trying to connect'))?.code).toBe('busy')
})

test('a problem stays itself and a bug stays a bug', () => {
  const problem = new Problem('not-found', '没有。')
  expect(problemFromError(problem)).toBe(problem)
  expect(problemFromError(new TypeError('x is not a function'))).toBeUndefined()
  expect(problemFromError('text')).toBeUndefined()
})
