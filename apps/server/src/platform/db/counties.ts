import { Problem } from '../problem/problem.ts'
import type { CountyDb } from './db.ts'
import { createCountySchema, type NewCountyRow } from './migrate.ts'
import type { Databases, Lane } from './pools.ts'

export interface CountyRow {
  readonly code: string
  readonly name: string
  readonly isExample: boolean
  readonly createdAt: Date
}

/** The register of counties: `public.county`, remembered for some seconds because every request asks it. */
export interface Counties {
  list(): Promise<readonly CountyRow[]>
  /** The county asked for, or the default. @throws Problem county-not-found */
  get(code: string | undefined, lane: Lane): Promise<CountyDb>
  getRow(code: string | undefined): Promise<CountyRow>
  create(county: NewCountyRow): Promise<CountyRow>
}

const REMEMBER_MS = 5000

export function openCounties(
  databases: Databases,
  options: { url: string; defaultCounty: string | undefined },
): Counties {
  let remembered: { at: number; rows: readonly CountyRow[] } | undefined

  async function load(): Promise<readonly CountyRow[]> {
    const reply = await databases
      .installation('people')
      .query<{ code: string; name: string; is_example: boolean; created_at: Date }>(
        'select code, name, is_example, created_at from public.county order by created_at, code',
      )
    const rows = reply.rows.map((row) => ({
      code: row.code,
      name: row.name,
      isExample: row.is_example,
      createdAt: row.created_at,
    }))
    remembered = { at: performance.now(), rows }
    return rows
  }

  async function list(): Promise<readonly CountyRow[]> {
    if (remembered !== undefined && performance.now() - remembered.at < REMEMBER_MS) return remembered.rows
    return load()
  }

  async function getRow(code: string | undefined): Promise<CountyRow> {
    const wanted = code ?? options.defaultCounty
    const pick = (rows: readonly CountyRow[]) =>
      wanted === undefined ? rows[0] : rows.find((row) => row.code === wanted)
    const found = pick(await list()) ?? pick(await load())
    if (found !== undefined) return found
    const detail =
      wanted === undefined
        ? '本机还没有任何县。先运行 xiayi county create。'
        : `没有代码为“${wanted}”的县。请从页面顶部的县列表里选择，或运行 xiayi county list。`
    throw new Problem('county-not-found', detail)
  }

  return {
    list,
    getRow,
    async get(code, lane) {
      return databases.county((await getRow(code)).code, lane)
    },
    async create(county) {
      const isNew = await createCountySchema(options.url, county)
      if (!isNew) throw new Problem('county-exists', `代码“${county.code}”已被使用。换一个代码，或直接使用这个县。`)
      await load()
      return getRow(county.code)
    },
  }
}
