import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type CountAndSum, meanAreaKm2, readWorkloadGraph, runWorkloads } from './bench-workloads.ts'
import { IsochroneMaker } from './isochrone.ts'

const graphs = join(import.meta.dirname, '../../../../shared/bench/graphs')
const prefix = join(graphs, 'las_palmas_2023')
const isThere = existsSync(`${prefix}_nodes.csv.gz`)

function readText(path: string): string {
  return gunzipSync(readFileSync(`${path}.gz`)).toString('latin1')
}

function reference(name: string): CountAndSum[] {
  const rows = readText(`${prefix}_${name}.csv`).trim().split('\n').slice(1)
  return rows.map((row) => {
    const [, count = 0, sum_m = 0] = row.split(',').map(Number)
    return { count, sum_m }
  })
}

function total(rows: readonly CountAndSum[]): CountAndSum {
  return rows.reduce((sum, row) => ({ count: sum.count + row.count, sum_m: sum.sum_m + row.sum_m }), {
    count: 0,
    sum_m: 0,
  })
}

describe.skipIf(!isThere)(
  'Las Palmas against the exact reference (skipped where ../shared/bench is absent)',
  async () => {
    const graph = isThere ? readWorkloadGraph(prefix, readText) : undefined
    const report = graph && (await runWorkloads(graph, { reps: 1 }))

    test.each([['w1', 'ref_w1'] as const, ['w2', 'ref_w2'] as const])(
      '%s: every row within one node in 5,000, the sums within a thousandth',
      (name, file) => {
        const wanted = reference(file)
        const got = report?.[name] ?? []
        expect(got).toHaveLength(wanted.length)
        wanted.forEach((row, i) => {
          // A row of fewer than 5,000 nodes has room for one node whose distance is the limit to the millimetre.
          expect(Math.abs((got[i]?.count ?? 0) - row.count)).toBeLessThanOrEqual(Math.max(1, row.count * 0.0002))
        })
        expect(Math.abs(total(got).count / total(wanted).count - 1)).toBeLessThan(0.0002)
        expect(Math.abs(total(got).sum_m / total(wanted).sum_m - 1)).toBeLessThan(0.001)
      },
    )

    test('w3: the mean area of 200 isochrones is that of a 4 times finer raster to 2 %', () => {
      if (!graph || !report) throw new Error('the graph is missing')
      const finer = new IsochroneMaker(graph.graph, { cellM: 5 })
      const drawn = Array.from({ length: 40 }, (_, i) =>
        finer.draw([[graph.isochroneFrom.node[i * 5] ?? 0, 0]], [900_000]),
      ).flat()
      const coarse = new IsochroneMaker(graph.graph)
      const same = Array.from({ length: 40 }, (_, i) =>
        coarse.draw([[graph.isochroneFrom.node[i * 5] ?? 0, 0]], [900_000]),
      ).flat()
      expect(meanAreaKm2(same) / meanAreaKm2(drawn)).toBeGreaterThan(0.98)
      expect(meanAreaKm2(same) / meanAreaKm2(drawn)).toBeLessThan(1.02)
      expect(report.w3_mean_area_km2).toBeGreaterThan(0.4)
    })
  },
)
