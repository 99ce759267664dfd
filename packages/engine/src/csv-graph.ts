import type { NetworkInput } from './network-input.ts'

/** A graph of the benchmark: nodes and undirected edges in text, one row each, a header first. */
export interface CsvGraph {
  readonly input: NetworkInput
  /** nodes to search from (W1) and to draw isochrones from (W3), as indexes of the input */
  readonly reachFrom: Uint32Array
  readonly isochroneFrom: Uint32Array
  /** facilities of each category, as indexes of the input */
  readonly facilities: readonly Uint32Array[]
}

export class CsvGraphError extends Error {
  override name = 'CsvGraphError'
}

export interface CsvTexts {
  readonly nodes: string
  readonly edges: string
  readonly facilities: string
  readonly reachFrom: string
  readonly isochroneFrom: string
}

export function parseCsvGraph(texts: CsvTexts): CsvGraph {
  const [, lon, lat] = numbers('nodes', texts.nodes, 3)
  const [from, to, metres] = numbers('edges', texts.edges, 3)
  const [category, node] = numbers('fac', texts.facilities, 2)
  const [reach] = numbers('w1', texts.reachFrom, 1)
  const [isochrone] = numbers('w3', texts.isochroneFrom, 1)
  const n = lon.length
  const m = from.length
  const inRange = (what: string, column: Float64Array) => {
    const at = column.findIndex((v) => !(Number.isInteger(v) && v >= 0 && v < n))
    if (at >= 0) throw new CsvGraphError(`row ${at + 2} of ${what} names node ${column[at]}, but there are ${n} nodes`)
    return Uint32Array.from(column)
  }
  const nodeOfFacility = inRange('fac', node)
  const categories = category.reduce((most, c) => Math.max(most, c + 1), 0)
  return {
    input: {
      nodeLon: lon,
      nodeLat: lat,
      nodeFlags: new Uint16Array(n),
      edgeFrom: inRange('edges', from),
      edgeTo: inRange('edges', to),
      edgeLengthMm: Uint32Array.from(metres, (length) => Math.round(length * 1000)),
      edgeFlags: new Uint32Array(m),
      edgeWay: new Float64Array(m),
      edgeShapeOffset: new Uint32Array(m + 1),
      shapeLon: new Float64Array(0),
      shapeLat: new Float64Array(0),
      barriers: { offset: new Uint32Array(1), lon: new Float64Array(0), lat: new Float64Array(0) },
    },
    reachFrom: inRange('w1', reach),
    isochroneFrom: inRange('w3', isochrone),
    facilities: Array.from({ length: categories }, (_, c) => nodeOfFacility.filter((_node, i) => category[i] === c)),
  }
}

type Columns = [Float64Array, Float64Array, Float64Array]

function numbers(what: string, text: string, columns: 1 | 2 | 3): Columns {
  const rows = text.split('\n')
  while (rows.length > 0 && rows[rows.length - 1]?.trim() === '') rows.pop()
  const count = Math.max(0, rows.length - 1)
  const result: Columns = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) {
    const cells = rows[i + 1]?.split(',') ?? []
    for (let c = 0; c < columns; c++) {
      const value = Number(cells[c] || Number.NaN)
      if (!Number.isFinite(value))
        throw new CsvGraphError(`row ${i + 2} of ${what} has no number in column ${c + 1}: ${rows[i + 1]}`)
      const column = result[c]
      if (column) column[i] = value
    }
  }
  return result
}
