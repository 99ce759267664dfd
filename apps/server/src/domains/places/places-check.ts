import { sql } from 'kysely'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { categorySet } from './categories/categories.service.ts'

/** What must hold of every county's places, buildings, areas and network. */
const CHECKS = [
  {
    says: 'a place has a category that no recorded set knows',
    rows: (known: readonly string[]) => sql<{ id: string }>`
      select p.id from place p, unnest(p.category_ids) as c
       where p.removed_at is null and not c = any(${sql.val(known)}::text[])
         and not exists (select 1 from category_set s, jsonb_array_elements(s.categories) as each where each ->> 'id' = c)`,
  },
  {
    says: 'a place has a name and no pinyin',
    rows: () => sql<{ id: string }>`
      select id from place where removed_at is null and name ~ '[\u4e00-\u9fff]' and name_pinyin = ''`,
  },
  {
    says: 'a place lacks the content it had at an earlier version',
    rows: () => sql<{ id: string }>`
      select p.id from place p
       where p.version <> 1 + (select count(*) from place_history h where h.place_id = p.id and h.version < p.version)`,
  },
  {
    says: 'a place or building lies in an area that is no community of today',
    rows: () => sql<{ id: string }>`
      select p.id from place p join area a on a.id = p.community_id where (a.kind not in ('community', 'declared') or a.retired_at is not null)
      union all
      select b.id from building b join area a on a.id = b.community_id where a.kind not in ('community', 'declared') or a.retired_at is not null`,
  },
  {
    says: 'a building has residents of no known origin',
    rows: () => sql<{ id: string }>`
      select id from building where residents_basis = 'none' and under15 + from15to59 + over60 > 0`,
  },
  {
    says: 'an area is its own ancestor',
    rows: () => sql<{ id: string }>`
      select a.id from area a left join area b on b.id = a.parent_id left join area c on c.id = b.parent_id
       where a.id in (b.id, c.id, c.parent_id)`,
  },
  {
    says: 'there are networks and none is current',
    rows: () => sql<{ id: string }>`
      select min(version) as id from network having count(*) > 0 and not bool_or(is_current)`,
  },
] as const

const MOST_NAMED = 20

export async function checkPlaces(county: CountyDb): Promise<Finding> {
  const known = categorySet().categories.map((category) => category.id)
  const faults: string[] = []
  for (const check of CHECKS) {
    const { rows } = await check.rows(known).execute(county.db)
    for (const row of rows.slice(0, MOST_NAMED)) faults.push(`${check.says}: ${row.id}`)
    if (rows.length > MOST_NAMED) faults.push(`${check.says}: ${rows.length - MOST_NAMED} more`)
  }
  const total = await sql<{ total: number }>`
    select (select count(*) from place) + (select count(*) from building) + (select count(*) from area)
         + (select count(*) from network) as total`.execute(county.db)
  return { county: county.code, check: 'places', examined: total.rows[0]?.total ?? 0, faults }
}
