import { checkEvaluations, checkFacts } from '../domains/circles/public.ts'
import { checkTexts } from '../domains/identity/public.ts'
import { checkNetworkEdits, checkPlaces } from '../domains/places/public.ts'
import { checkReports } from '../domains/reports/public.ts'
import { checkStandards } from '../domains/standards/public.ts'
import { checkAudit } from '../platform/audit/verify-audit.ts'
import { checkMachine } from '../platform/machine/machine-check.ts'
import type { Finding } from '../platform/verify/finding.ts'
import { checkEvents, checkFiles, checkJobs } from '../platform/verify/platform-checks.ts'
import { consumers } from './events.ts'
import { machines } from './machines.ts'
import type { Services } from './services.ts'

/** Every invariant the books rest on, in every county. */
export async function verifyInstallation(services: Services): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { code } of await services.counties.list()) {
    const county = services.databases.county(code, 'jobs')
    findings.push(
      await checkFiles(county, services.files),
      await checkEvents(county, consumers(services)),
      await checkJobs(county),
      await checkPlaces(county),
      await checkNetworkEdits(county, services.files),
      await checkStandards(county),
      await checkEvaluations(county, services.files),
      await checkFacts(county),
      await checkReports(county),
      await checkAudit(county, { vault: await services.vaults.of(county), heads: services.auditHeads }),
      await checkTexts(county, new Date()),
    )
    for (const machine of machines.values()) findings.push(await checkMachine(county, machine, new Date()))
  }
  return findings
}
