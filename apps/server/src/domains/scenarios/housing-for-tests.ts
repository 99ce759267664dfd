import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { BuildingColumns, StreetModel } from '../places/public.ts'

type Housing = Extract<ScenarioChange, { kind: 'add-housing' }>

/** A county with homes built, hung into its streets one by one. */
export function withAppended(
  model: StreetModel,
  housing: readonly Housing[],
  communityAt: (lon: number, lat: number) => string | null,
): StreetModel {
  const { buildings, communities } = model
  const rows = housing.map((each) => communities.findIndex(({ id }) => id === communityAt(each.lon, each.lat)))
  const columns: BuildingColumns = {
    ...buildings,
    count: buildings.count + housing.length,
    ids: [...buildings.ids, ...housing.map((_, i) => `built-${i}`)],
    lon: Float64Array.of(...buildings.lon, ...housing.map(({ lon }) => lon)),
    lat: Float64Array.of(...buildings.lat, ...housing.map(({ lat }) => lat)),
    under15: Uint32Array.of(...buildings.under15, ...housing.map(({ under15 }) => under15)),
    from15to59: Uint32Array.of(...buildings.from15to59, ...housing.map(({ from15to59 }) => from15to59)),
    over60: Uint32Array.of(...buildings.over60, ...housing.map(({ over60 }) => over60)),
    community: Int32Array.of(...buildings.community, ...rows),
  }
  return {
    ...model,
    buildings: columns,
    async walking(as) {
      const walking = await model.walking(as)
      const { excludedEdges } = walking.graph.profile
      const points = housing.map(({ lon, lat }) => [wgs84(lon, lat)])
      const table = joined(walking.buildings, snapPlaces(model.snapper, points, { excludedEdges }))
      return { ...walking, buildings: table, buildingSeeds: placeSeeds(walking.graph, table, 'away') }
    },
  }
}

function joined(a: SnappedPlaces, b: SnappedPlaces): SnappedPlaces {
  const known = a.offset.at(-1) ?? 0
  return {
    offset: Uint32Array.of(...a.offset, ...[...b.offset].slice(1).map((at) => at + known)),
    edge: Uint32Array.of(...a.edge, ...b.edge),
    share: Float64Array.of(...a.share, ...b.share),
    legM: Float64Array.of(...a.legM, ...b.legM),
    grade: Uint8Array.of(...a.grade, ...b.grade),
  }
}
