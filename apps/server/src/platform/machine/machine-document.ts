import type { Machine, Span, Transition } from './machine.ts'

/** docs/machines.md: every process, from its table. */
export function machinesDocument(machines: readonly Machine[]): string {
  return [
    '# Machines',
    '',
    'Written by `npm run xiayi -- machines --write` from the tables in the code; `npm run check` compares. How the engine runs them:',
    '`apps/server/src/platform/machine`.',
    '',
    ...machines.map(chapter),
  ].join('\n')
}

/** A diagram (Mermaid) and its table. */
function chapter(machine: Machine): string {
  const states = Object.entries(machine.states)
  const ways = Object.entries(machine.transitions)
  const diagram = [
    'stateDiagram-v2',
    ...states.map(([state, { label }]) => `  ${idOf(state)}: ${label}`),
    `  [*] --> ${idOf(machine.initial)}`,
    ...ways.flatMap(([, way]) =>
      way.from.map(
        (from) =>
          `  ${idOf(from)} --> ${idOf(way.to)}: ${way.label}${way.by === 'clock' ? `（${spanWords(way)}）` : ''}`,
      ),
    ),
    ...states.flatMap(([state, { isFinal }]) => (isFinal === true ? [`  ${idOf(state)} --> [*]`] : [])),
  ]
  const rows = ways.map(([name, way]) => [
    `\`${name}\``,
    way.label,
    way.from.map((state) => machine.states[state]?.label ?? state).join('、'),
    machine.states[way.to]?.label ?? way.to,
    way.by === 'clock' ? `时钟：${spanWords(way)}` : way.by.join('、'),
    [
      way.guard === undefined ? '' : '有条件',
      way.isOverride === true ? '纠错，须写理由' : way.needsReason === true ? '须写理由' : '',
      way.isNews === true ? '发消息' : '',
    ]
      .filter((note) => note !== '')
      .join('；'),
  ])
  return [
    `## ${machine.label} (\`${machine.name}\`)`,
    '',
    '```mermaid',
    ...diagram,
    '```',
    '',
    '| transition | 操作 | 从 | 到 | 谁 | 说明 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
}

function idOf(state: string): string {
  return state.replaceAll('-', '_')
}

function spanWords({ after }: Pick<Transition, 'after'>): string {
  return after === undefined ? '按事项规定的时间' : wordsOf(after)
}

function wordsOf(span: Span): string {
  if ('minutes' in span) return `${span.minutes} 分钟`
  if ('hours' in span) return `${span.hours} 小时`
  if ('days' in span) return `${span.days} 天`
  return `${span.workingDays} 个工作日`
}
