import type { Command } from 'commander'
import { createCounty } from '../../app/county.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { answer, withServices } from './session.ts'

export function addCountyCommands(root: Command): void {
  const county = root.command('county').description('the counties of this installation')
  county
    .command('list')
    .description('list the counties')
    .action(async (_options: unknown, command: Command) => {
      await withServices(async (services) => {
        const rows = await services.counties.list()
        answer(
          command,
          rows,
          () =>
            rows.map((row) => `${row.code}\t${row.name}${row.isExample ? '\t示例数据' : ''}`).join('\n') ||
            '还没有县。用 xiayi county create 新建。',
        )
      })
    })
  county
    .command('create')
    .description('create a county: a schema of its own with the standards and categories of this version')
    .argument('<code>', 'a-z, 0-9 and _, e.g. 411426')
    .argument('<name>', 'e.g. 夏邑县')
    .action(async (code: string, name: string, _options: unknown, command: Command) => {
      if (!/^[a-z0-9_]{1,24}$/.test(code))
        throw new Problem('invalid-input', `代码“${code}”不可用：只用小写字母、数字和下划线，最长 24 位。`)
      await withServices(async (services) => {
        const row = await createCounty(services, { code, name, isExample: false })
        answer(
          command,
          row,
          () => `已新建 ${row.name}（${row.code}）。下一步：xiayi import osm <文件> --county ${row.code}`,
        )
      })
    })
}
