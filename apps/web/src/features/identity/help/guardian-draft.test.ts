import { guardianship } from '@xiayi/contract/mandates'
import { expect, test } from 'vitest'
import { emptyGuardian, guardianshipOf } from './guardian-draft.ts'

const filled = { ...emptyGuardian, name: '小明', proof: '出生医学证明 Q410000001' }

test.each([
  [{}, { by: 'name', name: '小明' }],
  [
    { phone: '139 0000 0001', years: '18' },
    { by: 'phone', name: '小明', phone: '+8613900000001' },
  ],
])('with %j it is what the contract takes', (change, ward) => {
  const made = guardianshipOf({ ...filled, ...change })
  expect('paper' in made && guardianship.parse(made.paper)).toMatchObject({ ward })
})

test.each([
  [{ name: ' ' }, '姓名'],
  [{ proof: '' }, '证明'],
  [{ phone: '12' }, '手机号'],
  [{ years: '19' }, '年'],
  [{ years: 'x' }, '年'],
  [{ scopes: [] }, '至少选一项'],
])('with %j something is missing', (change, word) => {
  const made = guardianshipOf({ ...filled, ...change })
  expect('missing' in made && made.missing).toContain(word)
})
