import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDataFolder } from '../../tools/lib/data-folder.mjs'
import { canEnter } from '../../tools/lib/reach.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const nobody = { uid: 65_534, gid: 65_534 }

function newCheckout(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  return folder
}

test('the data are in the checkout, walked through but not looked into by others', () => {
  const checkout = newCheckout()
  const { path, elsewhere } = openDataFolder(checkout, {})
  expect({ path, elsewhere }).toEqual({ path: join(checkout, 'data'), elsewhere: false })
  expect(statSync(path).mode & 0o777).toBe(0o711)
})

test('DATA_DIR is taken as it is, relative to the checkout', () => {
  const checkout = newCheckout()
  expect(openDataFolder(checkout, { DATA_DIR: 'here/it is' }).path).toBe(join(checkout, 'here/it is'))
  expect(existsSync(join(checkout, 'here/it is'))).toBe(true)
})

test('a written location is followed, also after the checkout has moved', () => {
  const checkout = newCheckout()
  const outside = newCheckout()
  mkdirSync(join(checkout, 'data'))
  writeFileSync(join(checkout, 'data/location'), `${outside}\n`)
  expect(openDataFolder(checkout, {})).toEqual({ path: outside, elsewhere: true })
})

test('a location that is gone stops the start instead of beginning anew', () => {
  const checkout = newCheckout()
  const outside = newCheckout()
  mkdirSync(join(checkout, 'data'))
  writeFileSync(join(checkout, 'data/location'), outside)
  rmSync(outside, { recursive: true })
  expect(() => openDataFolder(checkout, {})).toThrow(outside)
})

test.each([
  [0o711, true],
  [0o755, true],
  [0o700, false],
  [0o750, false],
])('another user enters a folder of mode %o: %s', (mode, expected) => {
  const folder = join(newCheckout(), 'home')
  mkdirSync(folder)
  chmodSync(folder, mode)
  expect(canEnter(join(folder, 'not/yet/there'), nobody)).toBe(expected)
})
