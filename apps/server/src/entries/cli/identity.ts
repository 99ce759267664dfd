import type { Command } from 'commander'
import { inviteAdministrator } from '../../domains/identity/identity.commands.ts'
import { answer, withServices } from './session.ts'

interface Options {
  readonly county?: string
  readonly name: string
  readonly phone: string
}

export function addIdentityCommands(root: Command): void {
  root
    .command('identity')
    .description('people and their roles')
    .command('admin')
    .description('administrators of a county')
    .command('create')
    .description('invite an administrator: prints a link that the owner of the phone can use once, within three days')
    .option('--county <code>', 'the default county when left out')
    .requiredOption('--name <name>', 'such as 王主任')
    .requiredOption('--phone <number>', 'the mobile number that will sign in, in any spelling')
    .action(async (options: Options, command: Command) => {
      await withServices(async (services) => {
        const county = await services.counties.get(options.county, 'jobs')
        const vault = await services.vaults.of(county)
        const { name, phone } = options
        const token = await inviteAdministrator({ county, vault, now: new Date() }, { name, phone })
        const path = `/join?county=${county.code}#${token}`
        answer(
          command,
          { county: county.code, path },
          () =>
            `${name} 的邀请链接（三天内有效，只能用一次）：\n${services.config.publicOrigin ?? '<网址>'}${path}\n下一步：用这个手机号打开链接，登录，登记第二步验证。`,
        )
      })
    })
}
