import type { AreaShape } from './area-shapes.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import type { MapArea } from './street-map.ts'

/**
 * Administrative areas whose whole boundary is in the extract. Of a province cut at its coast the islets alone would close, and pass for
 * the province; such areas are left out and counted as `unclosedRelations`.
 */
export function collectAdministrativeAreas(areas: readonly AreaShape[], osm: IndexedOsm): MapArea[] {
  return areas
    .filter(({ tags, isWhole }) => tags.boundary === 'administrative' && isWhole)
    .map(({ id, tags, polygons }) => ({
      id,
      kind: 'administrative' as const,
      name: tags.name,
      adminLevel: levelOf(tags.admin_level),
      tags,
      polygons: polygons.map((polygon) => polygon.map((ring) => osm.line(ring))),
      entrances: [],
    }))
}

function levelOf(text: string | undefined): number | undefined {
  const level = text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  return level >= 2 && level <= 12 ? level : undefined
}
