import type { Counties } from '../../../platform/db/counties.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import { DEFAULT_STANDARD, getQuestions } from '../../standards/public.ts'
import { listCircles } from '../circles.service.ts'
import { drawFactSheet } from './fact-sheet.ts'
import { valueOf } from './facts.service.ts'
import { allFacts, databaseTime, lockFacts } from './facts.sql.ts'

/** The sheet of one standard as XLSX. Its moment and its facts are taken under the writers' lock: nothing falls between. */
export async function makeFactSheet(
  deps: { readonly counties: Counties },
  county: CountyDb,
  standardId: string = DEFAULT_STANDARD,
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const row = await deps.counties.getRow(county.code)
  const questions = await getQuestions(county.db, standardId)
  const { items } = await listCircles(county, standardId)
  const { facts, madeAt } = await county.transact(async (tx) => {
    await lockFacts(tx)
    return { madeAt: await databaseTime(tx), facts: await allFacts(tx) }
  })
  const bytes = await drawFactSheet({
    countyName: row.name,
    isExample: row.isExample,
    questions,
    circles: items.map(({ id, name, townName, isPilot }) => ({ id, name, townName, isPilot })),
    facts: facts.map((fact) => ({ circleId: fact.circleId, key: fact.key, value: valueOf(fact) })),
    madeAt,
  })
  const fileName = `${row.name}生活圈登记表-${questions.standardId}${row.isExample ? '-示例数据' : ''}.xlsx`
  return { bytes, fileName }
}
