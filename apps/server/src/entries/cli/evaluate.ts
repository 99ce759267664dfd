import type { Command } from 'commander'
import { circleReport, startEvaluation } from '../../domains/circles/public.ts'
import { circleReportWords } from './report.ts'
import { answer, waitForJob, withServices } from './session.ts'

interface Options {
  readonly county?: string
  readonly standard?: string
  readonly circle?: string[]
}

export function addEvaluateCommands(root: Command): void {
  root
    .command('evaluate')
    .description('hold the circles of a county against a standard')
    .option('--county <code>', 'the default county when left out')
    .option('--standard <id>', 'a set of standards/; the county plan when left out')
    .option('--circle <id...>', 'only these circles')
    .action(async (options: Options, command: Command) => {
      await withServices(async (services) => {
        await services.jobs.start()
        await services.jobs.startWorking()
        const county = await services.counties.get(options.county, 'jobs')
        const jobId = await startEvaluation(services, county, {
          circleIds: options.circle,
          standardId: options.standard,
        })
        await waitForJob(services, county, jobId, '评估')
        const report = await circleReport(services, county, options.standard)
        answer(command, report, () => circleReportWords(report))
      })
    })
}
