import { placeRecord } from './import-content.ts'
import type { PlaceRecord } from './import-records.ts'

/** A shop of a list of which nothing is known but what is given. */
export function samplePlace(
  given: Pick<PlaceRecord, 'row' | 'sourceId' | 'name' | 'lon' | 'lat'> & { address?: string },
): PlaceRecord {
  return placeRecord({
    address: null,
    ...given,
    categoryIds: [],
    phone: null,
    hours: null,
    attributes: {},
    entrances: [],
    datum: 'wgs84',
    note: null,
  })
}
