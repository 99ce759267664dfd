import type { FactImport } from '@xiayi/contract/circle-facts'

export const importStateWords = {
  received: { word: '已收到', tone: 'unknown' },
  checking: { word: '正在检查', tone: 'lake' },
  checked: { word: '待确认', tone: 'example' },
  applied: { word: '已写入', tone: 'pass' },
  failed: { word: '没有成功', tone: 'fail' },
  cancelled: { word: '已放弃', tone: 'unknown' },
} as const satisfies Record<
  FactImport['state'],
  { word: string; tone: 'unknown' | 'lake' | 'example' | 'pass' | 'fail' }
>

export function isUnderWay(state: FactImport['state']): boolean {
  return state === 'received' || state === 'checking'
}
