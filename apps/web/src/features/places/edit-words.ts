import type { NetworkEditRow } from '@xiayi/contract/network-edits'
import type { PlaceVersion } from '@xiayi/contract/place-edits'

export const placeActionWords = {
  create: '登记',
  update: '修改',
  remove: '移除',
  restore: '恢复',
} as const satisfies Record<PlaceVersion['action'], string>

const kindWords = {
  'add-path': '新增小路',
  'add-crossing': '新增过街',
  'add-gate': '新增大门',
  'close-path': '封闭路段',
  undo: '撤销',
} as const satisfies Record<NetworkEditRow['kind'], string>

export function networkEditWords({ kind, content, undoes }: NetworkEditRow, all: readonly NetworkEditRow[]): string {
  if (content?.kind === 'add-path' && content.use === 'footbridge') return '新增天桥'
  if (undoes === null) return kindWords[kind]
  const undone = all.find(({ id }) => id === undoes)
  return undone === undefined ? kindWords[kind] : `撤销第 ${undone.number} 号`
}

/** What a row of the list means for who walks there today. */
export function standingWords({ kind, isStanding, isLaid }: NetworkEditRow): string {
  if (kind === 'undo') return '—'
  if (!isStanding) return '已撤销'
  return isLaid ? '生效中' : '接不上现在的地图，等待决定'
}

export function signedWords({ via, by }: { via: 'import' | 'desk'; by: string | null }): string {
  return by ?? (via === 'import' ? '导入' : '未署名')
}
