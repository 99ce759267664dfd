import type { Command } from 'commander'
import { type AuditVerdict, verifyAudit } from '../../platform/audit/verify-audit.ts'
import { answer, withServices } from './session.ts'

export function addAuditCommands(root: Command): void {
  const audit = root.command('audit').description('the log of who did what to whom')
  audit
    .command('verify')
    .description('prove the log from its first record to its last; exit code 1 when a record is not as it was written')
    .option('--county <code>', 'one county instead of all')
    .action(async (options: { county?: string }, command: Command) => {
      await withServices(async (services) => {
        const rows =
          options.county === undefined
            ? await services.counties.list()
            : [await services.counties.getRow(options.county)]
        const verdicts: AuditVerdict[] = []
        for (const { code } of rows) {
          const county = services.databases.county(code, 'jobs')
          const vault = await services.vaults.of(county)
          verdicts.push(await verifyAudit(county, { vault, heads: services.auditHeads }))
        }
        const isSound = verdicts.every((verdict) => verdict.isSound)
        answer(command, { ok: isSound, counties: verdicts }, () => verdicts.map(wordsOf).join('\n'))
        if (!isSound) process.exitCode = 1
      })
    })
}

function wordsOf(verdict: AuditVerdict): string {
  const counted = `${verdict.examined} 条已核验，${verdict.heads} 个库外链尾，${verdict.waiting} 条等待入链`
  return [
    `${verdict.isSound ? '正常' : '有误'}\t${verdict.county}\t${counted}`,
    ...verdict.faults.map((fault) => `\t${fault}`),
  ].join('\n')
}
