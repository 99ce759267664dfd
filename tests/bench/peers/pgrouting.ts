import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NotHere } from '../benchmark.ts'
import { benchFolder, run } from '../workplace.ts'

const CONTROL = '/usr/share/postgresql/15/extension/pgrouting.control'
/** 1,080 m: fifteen minutes at 1.2 m/s */
const LIMIT_M = 1080

export interface PgRoutingResult {
  readonly seconds: number
  readonly nodes: number
}

/** pgr_drivingDistance from all sources of W1 in one statement, on a cluster that pg_virtualenv makes and throws away. */
export async function runPgRouting(graph: string): Promise<PgRoutingResult> {
  if (!existsSync(CONTROL)) throw new NotHere('needs Debian’s postgresql-15-pgrouting')
  const folder = await benchFolder('pgrouting')
  const script = join(folder, 'w1.sql')
  await writeFile(
    script,
    `create extension pgrouting cascade;
create unlogged table edge (id serial, source int, target int, cost float8);
\\copy edge (source, target, cost) from '${graph}_edges.csv' csv header
create unlogged table origin (node int);
\\copy origin from '${graph}_w1.csv' csv header
analyze;
\\timing on
select count(*) from pgr_drivingDistance('select id, source, target, cost, cost as reverse_cost from edge',
  (select array_agg(node) from origin), ${LIMIT_M}, directed => false);
`,
  )
  const reply = await run('pg_virtualenv', [
    '-v',
    '15',
    'psql',
    '-X',
    '-A',
    '-t',
    '-v',
    'ON_ERROR_STOP=1',
    '-f',
    script,
  ])
  const time = /Time: ([\d.]+) ms/.exec(reply.stdout)?.[1]
  const nodes = /^(\d+)$/m.exec(reply.stdout)?.[1]
  if (reply.code !== 0 || time === undefined || nodes === undefined)
    throw new NotHere(`pgRouting did not answer: ${reply.stderr.slice(-200)}`)
  return { seconds: Number(time) / 1000, nodes: Number(nodes) }
}
