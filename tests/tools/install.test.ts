import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { holdsAll, isInstalled } from '../../tools/lib/install.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const machine = { platform: 'linux', arch: 'x64' }
const pg = { version: '8.0.0', integrity: 'sha512-a' }

describe('node_modules is what the lockfile says', () => {
  test('when each package is there in that version', () => {
    expect(
      holdsAll({ packages: { '': {}, 'node_modules/pg': pg } }, { packages: { 'node_modules/pg': pg } }, machine),
    ).toBe(true)
  })

  test.each([
    ['a package is absent', {}],
    ['a package has another version', { 'node_modules/pg': { ...pg, version: '8.0.1' } }],
    ['a package has other contents', { 'node_modules/pg': { ...pg, integrity: 'sha512-b' } }],
  ])('not when %s', (_, packages) => {
    expect(holdsAll({ packages: { 'node_modules/pg': pg } }, { packages }, machine)).toBe(false)
  })

  test.each([
    ['for another system', { os: ['darwin'], cpu: ['x64'] }, true],
    ['for another processor', { os: ['linux'], cpu: ['arm64'] }, true],
    ['for one of two libcs', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }, true],
    ["for another's sake", {}, true],
    ['for this machine', { os: ['linux'], cpu: ['x64'] }, false],
  ])('an optional package %s may be absent: %s', (_, wants, expected) => {
    expect(
      holdsAll({ packages: { 'node_modules/x': { ...pg, optional: true, ...wants } } }, { packages: {} }, machine),
    ).toBe(expected)
  })
})

test('an install by hand counts; a changed lockfile does not', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/pg': pg } }))
  expect(isInstalled(folder)).toBe(false)
  writeFileSync(
    join(folder, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/pg': pg } }),
  )
  expect(isInstalled(folder)).toBe(true)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'x' } }))
  expect(isInstalled(folder)).toBe(true)
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/pg': { ...pg, version: '9.0.0' } } }),
  )
  expect(isInstalled(folder)).toBe(false)
})
