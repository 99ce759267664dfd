import type { OsmElements } from '@xiayi/osm/elements'
import type { ExampleCounty, PlaceExtra } from './example-county.ts'

/** Map and places as they were at the end of a day: what opened later is not there yet, what closed later still is. */
export function countyAt(
  county: ExampleCounty,
  on: string,
): { readonly osm: OsmElements; readonly placeExtras: ReadonlyMap<string, PlaceExtra> } {
  const nodeTags = new Map(county.osm.nodeTags)
  const placeExtras = new Map(county.placeExtras)
  for (const [id, day] of county.openedOn)
    if (day > on) {
      nodeTags.delete(nodeIndex(id))
      placeExtras.delete(id)
    }
  for (const [id, { closedOn, tags, extra }] of county.closedPlaces)
    if (closedOn > on) {
      nodeTags.set(nodeIndex(id), tags)
      placeExtras.set(id, extra)
    }
  return { osm: { ...county.osm, nodeTags }, placeExtras }
}

/** The example's node ids count from 1 in the order of the columns. */
function nodeIndex(id: string): number {
  return Number(id.slice('node/'.length)) - 1
}
