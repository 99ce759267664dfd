import { doBoxesOverlap } from '@xiayi/geo/boxes'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { areasOf } from '../areas/area-cache.ts'
import type { AreaRow } from '../areas/areas.sql.ts'
import { cursorOf, idOfCursor, isId } from '../page-cursor.ts'
import { type Box, type PlaceRow, placeById, placesAfter, placeTotal } from '../places.sql.ts'
import { type BuildingFeatureRow, buildingById, buildingsAfter, buildingTotal } from './features.sql.ts'

/** What a desktop GIS may read, one collection a kind of thing. Coordinates are WGS84 (CRS84), longitude first. */
export interface GisFeature {
  readonly type: 'Feature'
  readonly id: string
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
  readonly properties: Readonly<Record<string, unknown>>
}

export interface GisPage {
  readonly features: readonly GisFeature[]
  readonly matched: number
  readonly next: string | undefined
}

export interface GisPageAsked {
  readonly box: Box | undefined
  readonly cursor: string | undefined
  readonly limit: number
}

export interface GisSource {
  readonly county: CountyDb
  readonly files: Files
}

export interface GisCollection {
  readonly id: string
  readonly title: string
  readonly description: string
  page(from: GisSource, asked: GisPageAsked): Promise<GisPage>
  find(from: GisSource, id: string): Promise<GisFeature | undefined>
}

export const placeCollection: GisCollection = {
  id: 'places',
  title: '网点与设施',
  description: '商业网点和公共服务设施，点',
  async page({ county: { db } }, { box, cursor, limit }) {
    const after = cursor === undefined ? undefined : idOfCursor(cursor)
    const [rows, matched] = await Promise.all([placesAfter(db, { box }, { after, limit }), placeTotal(db, { box })])
    return pageOf(rows, placeFeature, { limit, matched })
  },
  async find({ county: { db } }, id) {
    const row = isId(id) ? await placeById(db, id) : undefined
    return row && placeFeature(row)
  },
}

export const buildingCollection: GisCollection = {
  id: 'buildings',
  title: '建筑与居住人口',
  description: '建筑轮廓，面；人口按年龄分三段，residents_basis 说明来历',
  async page({ county: { db } }, { box, cursor, limit }) {
    const after = cursor === undefined ? undefined : idOfCursor(cursor)
    const [rows, matched] = await Promise.all([buildingsAfter(db, box, { after, limit }), buildingTotal(db, box)])
    return pageOf(rows, buildingFeature, { limit, matched })
  },
  async find({ county: { db } }, id) {
    const row = isId(id) ? await buildingById(db, id) : undefined
    return row && buildingFeature(row)
  },
}

export const communityCollection: GisCollection = {
  id: 'communities',
  title: '社区与村',
  description: '社区、村和申报的生活圈边界，面',
  async page({ county }, { box, cursor, limit }) {
    const after = cursor === undefined ? '' : idOfCursor(cursor)
    const rows = (await areasOf(county))
      .filter((row) => row.kind === 'community' || row.kind === 'declared')
      .filter((row) => box === undefined || doBoxesOverlap(box, row.box))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const from = rows.filter((row) => row.id > after)
    return pageOf(from.slice(0, limit), communityFeature, { limit, matched: rows.length })
  },
  async find({ county }, id) {
    const row = (await areasOf(county)).find((each) => each.id === id)
    return row && communityFeature(row)
  },
}

function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  featureOf: (row: T) => GisFeature,
  page: { limit: number; matched: number },
): GisPage {
  const last = rows.at(-1)
  const isFull = rows.length === page.limit && last !== undefined
  return { features: rows.map(featureOf), matched: page.matched, next: isFull ? cursorOf(last.id) : undefined }
}

function placeFeature(row: PlaceRow): GisFeature {
  return {
    type: 'Feature',
    id: row.id,
    geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
    properties: {
      name: row.name,
      categories: row.categoryIds.join(';'),
      address: row.address,
      phone: row.phone,
      hours: row.hours,
      community: row.communityName,
      source: row.source,
      source_datum: row.sourceDatum,
      version: row.version,
      updated_at: row.updatedAt.toISOString(),
    },
  }
}

function buildingFeature(row: BuildingFeatureRow): GisFeature {
  return {
    type: 'Feature',
    id: row.id,
    geometry: { type: 'Polygon', coordinates: [row.footprint] },
    properties: {
      name: row.name,
      levels: row.levels,
      footprint_m2: row.footprintM2,
      residents: row.under15 + row.from15to59 + row.over60,
      under15: row.under15,
      from15to59: row.from15to59,
      over60: row.over60,
      residents_basis: row.basis,
      community: row.community,
      source: row.source,
    },
  }
}

function communityFeature(row: AreaRow): GisFeature {
  return {
    type: 'Feature',
    id: row.id,
    geometry: row.boundary,
    properties: {
      kind: row.kind,
      code: row.code,
      name: row.name,
      form: row.form,
      town: row.parentName,
      is_urban: row.isUrban,
      residents: row.residents,
      buildings: row.buildings,
    },
  }
}
