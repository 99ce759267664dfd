import { describe, expect, test } from 'vitest'
import { emptyTarget, newTargetId, promiseWords, type TypedTarget, targetOf, typedTarget } from './target-form.ts'

const typed: TypedTarget = {
  title: '社区达到基础保障类',
  kind: 'tier-share',
  tierId: 'jichu',
  goal: '90',
  denominator: '14',
  denominatorLabel: '主城区社区',
  fixedOn: '2026-11-23',
  dueDate: '2027-12-31',
  by: '',
}

describe('a target as it is typed', () => {
  test('becomes a promise: 90 % is 0.9', () => {
    expect(targetOf(typed, 2)).toMatchObject({
      faults: [],
      target: { goal: 0.9, denominator: 14, unit: '比例', basedOn: 2 },
    })
  })

  test('and a promise is typed as it stands', () => {
    const { target } = targetOf(typed, 0)
    if (target === null) throw new Error('the promise was refused')
    const version = { ...target, version: 1, by: null, recordedAt: '2026-11-23T08:00:00.000Z' }
    expect(typedTarget(version)).toEqual(typed)
    expect(promiseWords(version, '基础保障类')).toBe('基础保障类 · 90% · 分母 14：主城区社区')
  })

  test.each<[Partial<TypedTarget>, string]>([
    [{ goal: '900' }, '比例不超过 100%'],
    [{ goal: '' }, '写上目标数'],
    [{ kind: 'pilots', goal: '1.5' }, '个数写整数'],
    [{ tierId: null }, '选要达到的等级'],
    [{ denominator: '0' }, '分母写 1 以上的整数'],
    [{ dueDate: '' }, '写上期限'],
  ])('%j is told', (patch, fault) => {
    expect(targetOf({ ...typed, ...patch }, 0)).toEqual({ target: null, faults: expect.arrayContaining([fault]) })
  })

  test('a satisfaction target needs neither tier nor denominator', () => {
    const given = {
      ...emptyTarget('2026-11-25'),
      title: '满意',
      kind: 'satisfaction',
      goal: '90',
      dueDate: '2027-12-31',
    } as const
    expect(targetOf(given, 0).faults).toEqual([])
  })

  test('a new target has an id that the address takes', () => {
    expect(newTargetId('tier-share', Date.parse('2026-11-25T00:00:00Z'))).toMatch(/^[a-z0-9-]{1,40}$/)
  })
})
