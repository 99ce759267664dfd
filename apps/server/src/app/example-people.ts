import { retireExamplePeople, seedExamplePeople } from '../domains/identity/public.ts'
import { EXAMPLE_COUNTY } from './seed.ts'
import type { Services } from './services.ts'

/** People for trying out are there in development alone, and go when the same data is run in production; tests bring in their own. */
export async function keepExamplePeople({ config, counties, databases, vaults, log }: Services): Promise<void> {
  const known = (await counties.list()).find(({ code }) => code === EXAMPLE_COUNTY)
  if (known === undefined || !known.isExample) return
  const county = databases.county(EXAMPLE_COUNTY, 'jobs')
  const at = { county, vault: await vaults.of(county), now: new Date() }
  if (config.mode === 'development') await seedExamplePeople(at)
  if (config.mode !== 'production') return
  const retired = await retireExamplePeople(at)
  if (retired > 0) log.warn({ retired }, 'roles of the example people are taken away: this is production')
}
