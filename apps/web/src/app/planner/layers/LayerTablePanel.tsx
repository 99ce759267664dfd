import { useQuery } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayWords, percentWords, speedWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { allGapsQuery, circleMapQuery, circlesQuery, walkshedQuery } from '../../../features/circles/circles.queries.ts'
import { type Cell, csvText } from '../../../features/circles/csv.ts'
import { hexMeans, hexPeople, hexPeopleBeyond } from '../../../features/circles/ground.ts'
import { profileWords } from '../../../features/circles/profile-words.ts'
import { networkQuery } from '../../../features/places/places.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { saveFile } from '../../../live/save-file.ts'
import { useCategoryName } from '../../category-names.ts'
import { cellWords, FigureTable } from '../FigureTable.tsx'
import { plannedTiers } from '../plans/planned-ground.ts'
import { usePlan } from '../plans/use-plan.ts'
import { usePlanner } from '../use-planner.ts'
import { Choice } from './Choice.tsx'
import {
  groundGeoJson,
  type LayerTable,
  type Provenance,
  peopleTable,
  planTierTable,
  provenanceRows,
  reachTable,
  tierTable,
} from './layer-table.ts'
import {
  asksMinutes,
  type LayerView,
  layerView,
  layerWords,
  SIDES,
  type Side,
  sideWords,
  swipeOf,
} from './layer-view.ts'
import { useLayer } from './use-layer.ts'
import { worstFeatures, worstGaps, worstTable } from './worst-gaps.ts'

/** Every figure of the map in rows, to read, to sort out and to take along. */
export function LayerTablePanel() {
  const { search } = usePlanner()
  const isSwiped = swipeOf(search) !== null
  const [picked, setPicked] = useState<Side>('left')
  return (
    <>
      {isSwiped && <Choice label="哪一幅" value={picked} words={sideWords} options={SIDES} onChoose={setPicked} />}
      <SideTable view={layerView(search, isSwiped ? picked : 'left')} />
    </>
  )
}

function SideTable({ view }: { view: LayerView }) {
  const { name: county } = useCounty()
  const table = useLayerTable(view)
  const of = useProvenance(view)
  const geoJson = useGeoJsonOf(view, of)
  const { error } = usePlan(view)
  if (error !== null) return <ProblemNotice problem={shownProblem(error)} />
  if (table === null) return <Waiting label="正在算…" />
  if (table.rows.length === 0) return <Empty title="还没有居民和社区">先在“数据导入”里导入地图和社区边界。</Empty>
  const file = [county, ...(of.plan === null ? [] : [of.plan]), table.title, of.profile ?? '全部'].join('-')
  const rows = [table.head, ...table.rows.map(({ cells }) => cells), [], ...provenanceRows(of)]
  return (
    <>
      <p className="row">
        <Button icon="download" onClick={() => saveFile(`${file}.csv`, 'text/csv;charset=utf-8', csvText(rows))}>
          CSV 表格
        </Button>
        <Button
          icon="download"
          disabled={geoJson === null}
          onClick={() => saveFile(`${file}.geojson`, 'application/geo+json', JSON.stringify(geoJson?.()))}
        >
          GeoJSON 图层
        </Button>
      </p>
      <p className="soft small">
        {provenanceRows(of)
          .map((row) => row.join('：'))
          .join('；')}
      </p>
      <FigureTable {...table} say={layerCellWords} />
    </>
  )
}

function layerCellWords(cell: Cell, head: string): string {
  return typeof cell === 'number' && head.endsWith('比例') ? percentWords(cell, 1) : cellWords(cell)
}

function useLayerTable(view: LayerView): LayerTable | null {
  const { code } = useCounty()
  const name = useCategoryName()
  const { ground, column } = useLayer(view)
  const circles = useQuery(circlesQuery(code))
  const { plan } = usePlan(view)
  const gaps = useQuery({ ...allGapsQuery(code), enabled: view.layer === 'worst' })
  const walkshed = useQuery({
    ...walkshedQuery(code, view.circle ?? ''),
    enabled: view.layer === 'walkshed' && view.circle !== null,
  })
  if (view.layer === 'worst') return circles.data && gaps.data ? worstTable(circles.data, worstGaps(gaps.data)) : null
  if (view.layer === 'walkshed' && view.circle !== null && walkshed.data !== undefined)
    return {
      title: `${circles.data?.items.find(({ id }) => id === view.circle)?.name ?? ''}步行范围`,
      head: ['分钟内', '居民', '平方公里'],
      rows: walkshed.data.features.map(({ properties: { minutes, residents, areaKm2 } }) => ({
        key: String(minutes),
        cells: [minutes, residents, Math.round(areaKm2 * 100) / 100],
      })),
    }
  if (!asksMinutes(view.layer) && view.layer !== 'people') {
    if (view.plan === null) return circles.data ? tierTable(circles.data) : null
    return circles.data && plan ? planTierTable(circles.data, plan.preview) : null
  }
  if (ground === undefined) return null
  if (view.layer === 'people') return peopleTable(ground)
  return column === undefined ? null : reachTable(ground, column, name(column.categoryId))
}

function useProvenance(view: LayerView): Provenance {
  const { code, attribution, isExample } = useCounty()
  const { data } = useQuery(networkQuery(code))
  const { ground } = useLayer(view)
  const { plan } = usePlan(view)
  const speed = ground?.speeds[view.profile]
  const isWalked = asksMinutes(view.layer) && speed !== undefined
  return {
    plan: view.plan === null ? null : (plan?.scenario.name ?? view.plan),
    source: attribution ?? '© OpenStreetMap contributors, ODbL',
    asOf: data?.network ? dayWords(data.network.createdAt) : '未知',
    profile: isWalked ? profileWords[view.profile] : null,
    speed: isWalked ? speedWords(view.profile, speed) : null,
    isExample,
  }
}

/** Made when it is asked for: a city's layer is some megabytes of text. */
function useGeoJsonOf(view: LayerView, of: Provenance): (() => unknown) | null {
  const { code } = useCounty()
  const { ground, column } = useLayer(view)
  const areas = useQuery(circleMapQuery(code))
  const { plan } = usePlan(view)
  const gaps = useQuery({ ...allGapsQuery(code), enabled: view.layer === 'worst' })
  const walkshed = useQuery({
    ...walkshedQuery(code, view.circle ?? ''),
    enabled: view.layer === 'walkshed' && view.circle !== null,
  })
  const metadata = { ...of, layer: layerWords[view.layer], note: of.isExample ? '示例数据' : null }
  if (view.layer === 'walkshed' && walkshed.data) {
    const { data } = walkshed
    return () => ({ ...data, metadata })
  }
  if (view.layer === 'worst') {
    const { data } = areas
    return data && gaps.data ? () => ({ ...worstFeatures(data, worstGaps(gaps.data)), metadata }) : null
  }
  if (view.layer === 'tiers' || view.layer === 'walkshed') {
    const { data } = areas
    if (view.plan === null) return data ? () => ({ ...data, metadata }) : null
    return data && plan ? () => ({ ...plannedTiers(data, plan.preview), metadata }) : null
  }
  if (ground === undefined || (asksMinutes(view.layer) && column === undefined)) return null
  return () => {
    const isHex = view.by === 'hex'
    const values = new Map<string, ArrayLike<number>>([
      ['residents', isHex ? hexPeople(ground, view.age) : ground.people[view.age]],
    ])
    if (column !== undefined) {
      values.set('seconds', isHex ? hexMeans(ground, column, view.age) : column.seconds)
      if (isHex) values.set('beyond', hexPeopleBeyond(ground, column, view.age, view.within))
    }
    return groundGeoJson(view, ground, values, of)
  }
}
