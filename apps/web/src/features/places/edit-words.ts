import type { NetworkEditRow } from '@xiayi/contract/network-edits'
import { placeAttributeWord } from '@xiayi/contract/place-attributes'
import type { PlaceVersion } from '@xiayi/contract/place-edits'
import type { ShownProblem } from '@xiayi/ui/Notice.tsx'

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

const fieldWords: Readonly<Record<string, string>> = {
  name: '名称',
  categoryIds: '类别',
  at: '位置',
  address: '地址',
  phone: '电话',
  hours: '营业时间',
  entrances: '出入口',
  by: '登记人',
}

/** A refusal with the fields named as the form names them. */
export function placeProblem(problem: ShownProblem): ShownProblem {
  const errors = problem.errors.map((error) => ({ ...error, where: fieldWord(error.where) }))
  return { ...problem, errors }
}

function fieldWord(where: string): string {
  const [body, field = '', ...rest] = where.split('/')
  if (body !== 'body') return where
  return field === 'attributes' ? placeAttributeWord(rest.join('/')) : (fieldWords[field] ?? where)
}
