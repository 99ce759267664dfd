import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CountyVault, type DataKey } from './county-vault.ts'
import { FAMILIES, type Purpose } from './purposes.ts'
import { keyIdOf, SealError, unwrapKey, wrapKey } from './sealed-value.ts'

const keys: readonly DataKey[] = FAMILIES.map((family, at) => ({
  id: at + 1,
  family,
  key: randomBytes(32),
  isUsable: true,
}))
const vault = vaultOf('c1', keys)
const purposes: readonly Purpose[] = ['phone', 'name', 'identity-number', 'address', 'health', 'sign-in-secret']

const purpose = fc.constantFrom(...purposes)
/** rare characters, marks of direction, the empty text: everything PostgreSQL and people write */
const text = fc.string({ unit: 'grapheme', maxLength: 60 })
const two = <T>(of: fc.Arbitrary<T>) => fc.tuple(of, of).filter(([a, b]) => a !== b)

function vaultOf(county: string, of: readonly DataKey[]): CountyVault {
  const made = new CountyVault(county)
  made.learn(of)
  return made
}

test('what was sealed opens to the same text', () => {
  fc.assert(
    fc.property(purpose, text, text, (what, subject, plain) => {
      expect(vault.open(what, subject, vault.seal(what, subject, plain))).toBe(plain)
    }),
  )
})

test('no two sealed values are equal, whatever they hold, and none shows its text', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(purpose, text, (what, plain) => {
      for (const sealed of [vault.seal(what, 's', plain), vault.seal(what, 's', plain)]) {
        expect(seen.has(sealed.toString('hex'))).toBe(false)
        seen.add(sealed.toString('hex'))
        if (Buffer.byteLength(plain) > 4) expect(sealed.includes(plain)).toBe(false)
      }
    }),
  )
})

test('a value opens for no other subject, purpose or county', () => {
  const neighbour = vaultOf('c2', keys)
  fc.assert(
    fc.property(two(purpose), two(text), text, ([what, other], [subject, stranger], plain) => {
      const sealed = vault.seal(what, subject, plain)
      expect(() => vault.open(what, stranger, sealed)).toThrow(SealError)
      expect(() => vault.open(other, subject, sealed)).toThrow(SealError)
      expect(() => neighbour.open(what, subject, sealed)).toThrow(SealError)
    }),
  )
})

test('subject and purpose cannot trade letters at their border', () => {
  const sealed = vault.seal('name', 'x', 'plain')
  expect(() => vault.open('name', 'ex', sealed)).toThrow(SealError)
})

test('one changed byte anywhere, or a cut tail, is refused', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, at, by) => {
      const sealed = vault.seal('phone', 's', plain)
      const changed = Buffer.from(sealed)
      const position = at % sealed.length
      changed.writeUInt8(sealed.readUInt8(position) ^ by, position)
      expect(() => vault.open('phone', 's', changed)).toThrow(SealError)
      expect(() => vault.open('phone', 's', sealed.subarray(0, position))).toThrow(SealError)
    }),
  )
})

test('the blind index is equal exactly where county, purpose and canonical value are', () => {
  const neighbour = vaultOf('c2', keys)
  fc.assert(
    fc.property(two(text), two(purpose), ([value, other], [what, elsewhere]) => {
      const index = vault.blindIndex(what, value)
      expect(index).toHaveLength(32)
      expect(vault.blindIndex(what, value).equals(index)).toBe(true)
      expect(vault.blindIndex(what, other).equals(index)).toBe(false)
      expect(vault.blindIndex(elsewhere, value).equals(index)).toBe(false)
      expect(neighbour.blindIndex(what, value).equals(index)).toBe(false)
    }),
  )
})

test('health is sealed with a key of its own', () => {
  expect(keyIdOf(vault.seal('health', 's', 'x'))).not.toBe(keyIdOf(vault.seal('phone', 's', 'x')))
})

test('a young key opens and does not yet seal; an old one still opens after it', () => {
  const old = vault.seal('phone', 's', 'old')
  const young: DataKey = { id: 9, family: 'personal', key: randomBytes(32), isUsable: false }
  const waiting = vaultOf('c1', [...keys, young])
  expect(keyIdOf(waiting.seal('phone', 's', 'x'))).toBe(keyIdOf(old))
  const index = waiting.blindIndex('phone', 'x')
  waiting.learn([...keys, { ...young, isUsable: true }])
  const fresh = waiting.seal('phone', 's', 'fresh')
  expect(keyIdOf(fresh)).toBe(9)
  expect(waiting.open('phone', 's', fresh)).toBe('fresh')
  expect(waiting.open('phone', 's', old)).toBe('old')
  expect(waiting.blindIndex('phone', 'x').equals(index)).toBe(true)
  expect(() => vault.open('phone', 's', fresh)).toThrow(/key 9, which is no personal key of c1/)
})

test('a wrapped key opens under its master key, for its county and family alone', () => {
  const master = randomBytes(32)
  const wrapped = wrapKey(master, randomBytes(32), ['c1', 'health'])
  expect(wrapped).toHaveLength(60)
  expect(unwrapKey(master, wrapped, ['c1', 'health'])).toHaveLength(32)
  expect(() => unwrapKey(randomBytes(32), wrapped, ['c1', 'health'])).toThrow(SealError)
  expect(() => unwrapKey(master, wrapped, ['c2', 'health'])).toThrow(SealError)
  expect(() => unwrapKey(master, wrapped, ['c1', 'personal'])).toThrow(SealError)
})

test('what is no sealed value is named as such', () => {
  expect(() => vault.open('phone', 's', Buffer.from('13800000000'))).toThrow(/at least 33 bytes/)
  expect(() => vault.open('phone', 's', Buffer.alloc(40))).toThrow(/suite 0/)
})
