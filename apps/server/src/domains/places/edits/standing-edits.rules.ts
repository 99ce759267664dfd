import type { CutOff } from '@xiayi/contract/network-edits'
import type { EditMisfit } from '@xiayi/engine/network-edit'
import type { StoredEdit } from './network-edits.sql.ts'

/** Ids of the rows that stand: neither undone nor undoing. An undo that was undone itself undoes nothing. */
export function standingIds(rows: readonly Pick<StoredEdit, 'id' | 'kind' | 'undoes'>[]): ReadonlySet<string> {
  const undone = new Set<string>()
  const standing = new Set<string>()
  for (const row of rows.toReversed()) {
    if (undone.has(row.id)) continue
    if (row.undoes !== null) undone.add(row.undoes)
    else standing.add(row.id)
  }
  return standing
}

const KIND_WORDS = {
  'add-path': '新增小路',
  'add-crossing': '新增过街',
  'add-gate': '新增大门',
  'close-path': '封闭路段',
  undo: '撤销',
} as const satisfies Record<StoredEdit['kind'], string>

/** 第 3 号“新增小路”（张三，老街巷） */
export function editWords({ number, kind, content, by, why }: Omit<StoredEdit, 'at'>): string {
  const word = content?.kind === 'add-path' && content.use === 'footbridge' ? '新增天桥' : KIND_WORDS[kind]
  const told = [by, why].filter((text) => text !== null && text !== '').join('，')
  return `第 ${number} 号“${word}”${told === '' ? '' : `（${told}）`}`
}

export function misfitWords({ code, metres }: EditMisfit): string {
  switch (code) {
    case 'ends-loose':
      return metres === null
        ? '两头 500 米内都没有步行路'
        : `有一头没有接上路网：离最近的步行路 ${metres} 米，要在 15 米以内`
    case 'too-short':
      return '画得太短，不到 1 米'
    case 'too-long':
      return '画得太长，超过 5 公里'
    case 'no-way-inside':
      return '围墙里面 60 米内没有步行路可接'
    case 'no-way-outside':
      return '围墙外面 60 米内没有步行路可接'
    case 'stretch-gone':
      return '这条路已经不在地图上，或者位置变了'
  }
}

/** Who can no longer walk to the rest of the town, for whoever is about to close a way. */
export function cutOffWords({ residents, buildings, compounds }: CutOff): string {
  const where = compounds.length > 0 ? `${compounds.slice(0, 3).join('、')}等` : ''
  return `这样会把${where} ${buildings} 栋楼的 ${residents.toLocaleString('zh-CN')} 人与全城隔开，走不出去。`
}
