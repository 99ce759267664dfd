import { categorySet, recordCategorySet } from '../domains/places/public.ts'
import { storeShippedStandards } from '../domains/standards/public.ts'
import type { CountyRow } from '../platform/db/counties.ts'
import type { NewCountyRow } from '../platform/db/migrate.ts'
import type { Foundation } from './services.ts'

/** A new county knows this version's categories and standards from its first moment. */
export async function createCounty(services: Foundation, county: NewCountyRow): Promise<CountyRow> {
  const row = await services.counties.create(county)
  await equipCounty(services, row.code)
  return row
}

/** Brings the categories and standards that ship with this version into a county; what is there and used stays. */
export async function equipCounty(services: Foundation, code: string): Promise<void> {
  const county = services.databases.county(code, 'jobs')
  await county.transact(async (tx) => {
    await recordCategorySet(tx)
    await storeShippedStandards(tx, new Set(categorySet().categories.map((category) => category.id)))
  })
}
