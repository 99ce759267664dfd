import { z } from 'zod'
import { defineJob, type JobKind } from '../jobs/job-kind.ts'
import type { Vaults } from '../vault/vaults.ts'
import type { Heads } from './heads.ts'
import { verifyAudit } from './verify-audit.ts'

export const AUDIT_VERIFY_JOB = 'audit-verify'

export function auditJobKinds(deps: { vaults: Vaults; auditHeads: Heads }): readonly JobKind[] {
  return [
    defineJob({
      kind: AUDIT_VERIFY_JOB,
      parse: (input) => z.object({}).parse(input),
      async run(context) {
        const { county, signal } = context
        context.report(0, '逐条核验')
        const vault = await deps.vaults.of(county)
        return { ...(await verifyAudit(county, { vault, heads: deps.auditHeads, signal })) }
      },
    }),
  ]
}
