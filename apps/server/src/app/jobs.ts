import { circleJobKinds } from '../domains/circles/public.ts'
import { importJobKinds } from '../domains/places/public.ts'
import { reportJobKinds } from '../domains/reports/public.ts'
import { sitingJobKinds } from '../domains/scenarios/public.ts'
import { auditJobKinds } from '../platform/audit/audit.jobs.ts'
import type { JobKind } from '../platform/jobs/job-kind.ts'
import { vaultJobKinds } from '../platform/vault/rotate.jobs.ts'
import { sealedColumns } from './sealed-columns.ts'
import type { Foundation } from './services.ts'

export function jobKinds(foundation: Foundation): readonly JobKind[] {
  return [
    ...importJobKinds(foundation),
    ...circleJobKinds(foundation),
    ...sitingJobKinds(foundation),
    ...reportJobKinds(foundation),
    ...auditJobKinds(foundation),
    ...vaultJobKinds({ vaults: foundation.vaults, columns: sealedColumns }),
  ]
}
