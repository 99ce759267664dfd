import type { NetworkInput } from '@xiayi/engine/network-input'
import type { StreetMap } from '@xiayi/osm/street-map'
import type { NetworkRecord } from './import-records.ts'

export function networkRecord(input: NetworkInput, bounds: StreetMap['bounds']): NetworkRecord {
  const millimetres = input.edgeLengthMm.reduce((sum, length) => sum + length, 0)
  return {
    nodes: input.nodeLon.length,
    edges: input.edgeFrom.length,
    kilometres: Math.round(millimetres / 1e3) / 1e3,
    bounds,
  }
}
