import { BUILDING_ZOOM, backgroundLayer, MIN_TILE_ZOOM, PLACE_ZOOMS } from './tile-layers.rules.ts'
import type { AreaRowToDraw, BackgroundRow, BuildingRow, PlaceRowToDraw, TilePage } from './tile-rows.ts'
import type { TileFeature } from './tile-set.ts'

type Line = readonly (readonly number[])[]

/** A page of rows as features of tiles. Rows whose geometry is not of the stored shape are left out. */
export function featuresOfPage(page: TilePage): TileFeature[] {
  switch (page.table) {
    case 'background':
      return page.rows.flatMap(backgroundFeatures)
    case 'building':
      return page.rows.flatMap(buildingFeatures)
    case 'area':
      return page.rows.flatMap(areaFeatures)
    case 'place':
      return page.rows.flatMap(placeFeatures)
  }
}

function backgroundFeatures(row: BackgroundRow): TileFeature[] {
  const drawn = backgroundLayer(row)
  const lines = linesOf(JSON.parse(row.lines))
  if (drawn === undefined || lines.length === 0) return []
  return [{ ...drawn, shape: row.isArea ? 'polygon' : 'line', lines }]
}

function buildingFeatures(row: BuildingRow): TileFeature[] {
  const ring = lineOf(JSON.parse(row.footprint))
  if (ring.length < 4) return []
  const tags = {
    ...(row.levels === null ? {} : { levels: row.levels }),
    ...(row.name === null ? {} : { name: row.name }),
  }
  return [{ layer: 'building', minZoom: BUILDING_ZOOM, tags, shape: 'polygon', lines: [ring] }]
}

function areaFeatures(row: AreaRowToDraw): TileFeature[] {
  const tags = { id: row.id, kind: row.kind, name: row.name }
  return polygonsOf(JSON.parse(row.boundary)).map((lines) => ({
    layer: 'area',
    minZoom: MIN_TILE_ZOOM,
    tags,
    shape: 'polygon',
    lines,
  }))
}

function placeFeatures(row: PlaceRowToDraw): TileFeature[] {
  const { id, name, category, tier } = row
  const point = { layer: 'place', shape: 'point', lines: [[[row.lon, row.lat]]] } as const
  return [
    { ...point, minZoom: PLACE_ZOOMS.dot, maxZoom: PLACE_ZOOMS.id - 1, tags: { category, tier } },
    { ...point, minZoom: PLACE_ZOOMS.id, maxZoom: PLACE_ZOOMS.name - 1, tags: { id, category, tier } },
    { ...point, minZoom: PLACE_ZOOMS.name, tags: { id, name, category, tier } },
  ]
}

function polygonsOf(geometry: unknown): Line[][] {
  if (Array.isArray(geometry)) return geometry.map(linesOf).filter((rings) => rings.length > 0)
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry) || !('coordinates' in geometry))
    return []
  if (geometry.type === 'Polygon') return polygonsOf([geometry.coordinates])
  return geometry.type === 'MultiPolygon' ? polygonsOf(geometry.coordinates) : []
}

function linesOf(value: unknown): Line[] {
  return Array.isArray(value) ? value.map(lineOf).filter((line) => line.length >= 2) : []
}

function lineOf(value: unknown): number[][] {
  if (!Array.isArray(value)) return []
  return value.flatMap((point: unknown) => {
    if (!Array.isArray(point)) return []
    const [lon, lat]: unknown[] = point
    return typeof lon === 'number' && typeof lat === 'number' ? [[lon, lat]] : []
  })
}
