import type { Command } from 'commander'
import { changeMasterKey } from '../../platform/vault/rewrap.ts'
import { startRotation } from '../../platform/vault/rotate.jobs.ts'
import { answer, waitForJob, withServices } from './session.ts'

export function addVaultCommands(root: Command): void {
  const vault = root.command('vault').description('the keys under which values about people lie sealed')
  vault
    .command('rotate')
    .description('make fresh data keys and seal every value again under them; killed midway, run it again')
    .option('--county <code>', 'the default county when left out')
    .action(async (options: { county?: string }, command: Command) => {
      await withServices(async (services) => {
        await services.jobs.start()
        await services.jobs.startWorking()
        const county = await services.counties.get(options.county, 'jobs')
        const { result } = await waitForJob(services, county, await startRotation(services, county), '更换数据密钥')
        answer(command, result, () => JSON.stringify(result, null, 2))
      })
    })
  vault
    .command('change-master-key')
    .description('wrap every data key in a fresh master key; no value is touched; killed midway, run it again')
    .action(async (_options: unknown, command: Command) => {
      await withServices(async (services) => {
        const rows = await services.counties.list()
        const rewrapped = await changeMasterKey({
          dataDir: services.config.dataDir,
          vaultKey: services.config.vaultKey,
          counties: rows.map((row) => services.databases.county(row.code, 'jobs')),
        })
        answer(command, { rewrapped }, () =>
          services.config.vaultKey === undefined
            ? `${rewrapped} 个数据密钥已换到新的主密钥下。请重新备份 keys/master.key，与数据库分开存放。`
            : `${rewrapped} 个数据密钥已换到 VAULT_KEY 的第一个主密钥下。其余的可以去掉。`,
        )
      })
    })
}
