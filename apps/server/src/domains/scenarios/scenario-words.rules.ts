import type { ScenarioContent } from './stored-scenarios.sql.ts'

const kindWords = {
  'add-place': '新增网点',
  'move-place': '搬动网点',
  'remove-place': '移除网点',
  'open-gate': '开门',
  'add-path': '新增道路',
  'close-path': '封闭道路',
  'add-housing': '新增住房',
} as const

/** What one version changed against the one before, for people. */
export function differenceInWords(before: ScenarioContent | undefined, after: ScenarioContent): string {
  if (before === undefined) return `新建，${after.changes.length} 处改动`
  const words: string[] = []
  if (before.name !== after.name) words.push(`名称由“${before.name}”改为“${after.name}”`)
  if (before.note !== after.note) words.push('改了说明')
  if (before.profile !== after.profile || before.withinMinutes !== after.withinMinutes) words.push('改了步行人群或时间')
  words.push(...changedKinds(before, after))
  return words.length === 0 ? '内容没有变' : words.join('；')
}

function changedKinds(before: ScenarioContent, after: ScenarioContent): string[] {
  const old = before.changes.map((change) => JSON.stringify(change))
  const left = [...old]
  const added = after.changes.filter((change) => {
    const at = left.indexOf(JSON.stringify(change))
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
  const gone = before.changes.filter((_, at) => {
    const index = left.indexOf(old[at] ?? '')
    if (index < 0) return false
    left.splice(index, 1)
    return true
  })
  return [...counted('加了', added), ...counted('去了', gone)]
}

function counted(verb: string, changes: ScenarioContent['changes']): string[] {
  const counts = new Map<keyof typeof kindWords, number>()
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${verb}${count}处${kindWords[kind]}`)
}
