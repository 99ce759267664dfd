import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import {
  type CircleRow,
  getCircle,
  getCircleRow,
  listCirclesWhole,
  listEvaluations,
  listGaps,
  mapCircles,
  summariseCounty,
  walkshedOn,
} from '../circles/public.ts'
import { atOneRevision, breathe, currentNetwork, pagesToDraw, streetModelOf, type TilePage } from '../places/public.ts'
import { getStandard } from '../standards/public.ts'
import type { CirclePaper, ReportFacts } from './report-facts.ts'

export interface SnapshotDeps {
  readonly counties: Counties
  readonly files: Files
}

export interface SnapshotOrder {
  readonly subjectId: string | null
  readonly standardId: string
  readonly withWalksheds: boolean
  /** where pages of the street map go; undefined when nothing is drawn */
  readonly onGround: ((page: TilePage) => Promise<void>) | undefined
  readonly signal: AbortSignal
}

const ATTEMPTS = 5
const MOST_HISTORY = 12
const MOST_GAPS = 100_000

/**
 * Reads a whole report in one repeatable-read transaction. Walksheds come from the street model of the same revision; when the
 * data change between the two, both are taken again.
 */
export async function readSnapshot(deps: SnapshotDeps, county: CountyDb, order: SnapshotOrder): Promise<ReportFacts> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const model = (await currentNetwork(county.db)) === undefined ? undefined : await streetModelOf(county, deps.files)
    const { revision, value } = await atOneRevision(county, async (db) => {
      const read = await readFacts(deps, stillOf(county, db), order)
      if (order.onGround !== undefined)
        for await (const page of pagesToDraw(db)) {
          order.signal.throwIfAborted()
          await order.onGround(page)
        }
      return read
    })
    if (model !== undefined && model.revision !== revision) continue
    const circles: CirclePaper[] = []
    for (const each of value.circles) {
      order.signal.throwIfAborted()
      const walkshed =
        model === undefined || !order.withWalksheds
          ? null
          : await walkshedOn(model, each.row).catch((error: unknown) => {
              if (error instanceof Problem && error.code === 'off-network') return null
              throw error
            })
      circles.push({ circle: each.circle, history: each.history, historyIsWhole: each.historyIsWhole, walkshed })
      await breathe()
    }
    return { ...value, revision, circles }
  }
  throw new Problem('busy', '数据正在连续更新，取不到前后一致的一份。请等导入结束后再生成。', { retryAfterSeconds: 30 })
}

/** The county as it stood when the transaction began. Nothing writes through it. */
function stillOf(county: CountyDb, db: Db): CountyDb {
  return {
    ...county,
    db,
    committed: db,
    snapshot: (work) => work(db),
    transact: () => {
      throw new Error('a report reads and never writes')
    },
  }
}

interface ReadFacts extends Omit<ReportFacts, 'revision' | 'circles'> {
  readonly circles: readonly (Omit<CirclePaper, 'walkshed'> & { readonly row: CircleRow })[]
}

/** One question after the other: they share one connection. */
async function readFacts(deps: SnapshotDeps, still: CountyDb, order: SnapshotOrder): Promise<ReadFacts> {
  const row = await deps.counties.getRow(still.code)
  const { ruleSet } = await getStandard(still.db, order.standardId)
  const summary = await summariseCounty(still, order.standardId)
  const network = await currentNetwork(still.db)
  const wanted =
    order.subjectId === null
      ? await listCirclesWhole(still, order.standardId)
      : [await getCircle(still, order.subjectId, order.standardId)]
  if (!wanted.some((circle) => circle.isEvaluated))
    throw new Problem(
      'evaluation-impossible',
      order.subjectId === null
        ? '全县还没有评价过，没有可以写进报告的数字。请先在全县总览里点“重新评价全县”。'
        : `${wanted[0]?.name ?? '这个生活圈'}还没有评价过，没有可以写进报告的数字。请先在它的页面上点“重新评价”。`,
    )
  const gaps = (await listGaps(still, { standardId: order.standardId, limit: MOST_GAPS, offset: 0 })).items
  const circles: ReadFacts['circles'][number][] = []
  for (const circle of wanted) {
    const history = await listEvaluations(still, circle.id, {
      standardId: order.standardId,
      limit: MOST_HISTORY,
      cursor: undefined,
    })
    circles.push({
      row: await getCircleRow(still.db, circle.id),
      circle,
      history: history.items,
      historyIsWhole: history.nextCursor === null,
    })
  }
  return {
    countyCode: row.code,
    countyName: row.name,
    isExample: row.isExample,
    readAt: new Date().toISOString(),
    source: network?.attribution ?? '县里登记的数据',
    network:
      network === undefined
        ? null
        : { version: network.version, attribution: network.attribution, createdAt: network.createdAt.toISOString() },
    standardVersion: ruleSet.version,
    summary,
    gaps: order.subjectId === null ? gaps : gaps.filter((gap) => gap.circleId === order.subjectId),
    map: await mapCircles(still, order.standardId),
    circles,
  }
}
