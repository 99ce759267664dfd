import type { TargetFixing, TargetHistory } from '@xiayi/contract/circles'
import { TARGET_KINDS } from '@xiayi/contract/circles'

/** A target as it is typed: figures stay text until they are figures. */
export interface TypedTarget {
  readonly title: string
  readonly kind: TargetFixing['kind']
  readonly tierId: string | null
  /** 6 pilots, or 90 for 90 % */
  readonly goal: string
  readonly denominator: string
  readonly denominatorLabel: string
  readonly fixedOn: string
  readonly dueDate: string
  readonly by: string
}

const targetKindWords = {
  pilots: '达标的试点生活圈有几个',
  'tier-share': '达标的社区占多少',
  satisfaction: '居民满意的占多少',
} as const satisfies Record<TargetFixing['kind'], string>

export const targetKinds = TARGET_KINDS.map((value) => ({ value, label: targetKindWords[value] }))

export function emptyTarget(day: string): TypedTarget {
  return {
    title: '',
    kind: 'tier-share',
    tierId: null,
    goal: '',
    denominator: '',
    denominatorLabel: '主城区社区',
    fixedOn: day,
    dueDate: '',
    by: '',
  }
}

export function typedTarget(version: TargetHistory['items'][number]): TypedTarget {
  const { title, kind, tierId, goal, denominator, denominatorLabel, fixedOn, dueDate } = version
  return {
    title,
    kind,
    tierId,
    goal: kind === 'pilots' ? String(goal) : String(Math.round(goal * 10_000) / 100),
    denominator: String(denominator),
    denominatorLabel,
    fixedOn,
    dueDate,
    by: '',
  }
}

/** The promise that was typed, or what is still wrong with it. */
export function targetOf(
  typed: TypedTarget,
  basedOn: number,
): { target: TargetFixing | null; faults: readonly string[] } {
  const isCount = typed.kind === 'pilots'
  const goal = Number(typed.goal)
  const denominator = typed.kind === 'satisfaction' && typed.denominator.trim() === '' ? 1 : Number(typed.denominator)
  const faults = [
    typed.title.trim() === '' ? '写上目标的名称' : null,
    typed.kind !== 'satisfaction' && typed.tierId === null ? '选要达到的等级' : null,
    typed.goal.trim() === '' || !(goal > 0) ? '写上目标数' : null,
    isCount && !Number.isInteger(goal) ? '个数写整数' : null,
    !isCount && goal > 100 ? '比例不超过 100%' : null,
    !Number.isInteger(denominator) || denominator < 1 ? '分母写 1 以上的整数' : null,
    typed.denominatorLabel.trim() === '' ? '写明分母是什么' : null,
    typed.fixedOn === '' ? '写上哪天定的' : null,
    typed.dueDate === '' ? '写上期限' : null,
  ].filter((fault) => fault !== null)
  if (faults.length > 0) return { target: null, faults }
  const by = typed.by.trim()
  return {
    faults,
    target: {
      title: typed.title.trim(),
      kind: typed.kind,
      tierId: typed.kind === 'satisfaction' ? null : typed.tierId,
      goal: isCount ? goal : Math.round(goal * 100) / 10_000,
      unit: isCount ? '个' : '比例',
      denominator,
      denominatorLabel: typed.denominatorLabel.trim(),
      fixedOn: typed.fixedOn,
      dueDate: typed.dueDate,
      basedOn,
      ...(by === '' ? {} : { by }),
    },
  }
}

/** What a promise says beside its title, in one line. */
export function promiseWords(version: TargetHistory['items'][number], tierName: string | null): string {
  const goal = version.kind === 'pilots' ? `${version.goal} 个` : `${Math.round(version.goal * 10_000) / 100}%`
  const base =
    version.kind === 'satisfaction'
      ? `分母为${version.denominatorLabel}`
      : `分母 ${version.denominator}：${version.denominatorLabel}`
  return [tierName, goal, base].filter((part) => part !== null).join(' · ')
}

/** An id that nobody has to think of: letters and digits of the moment. */
export function newTargetId(kind: TypedTarget['kind'], now: number): string {
  return `${kind}-${now.toString(36)}`
}
