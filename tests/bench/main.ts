import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditBenchmarks } from './audit.bench.ts'
import { type Benchmark, missingRow, NotHere, type Row, rowOf } from './benchmark.ts'
import { engineBenchmarks } from './engine.bench.ts'
import { identityBenchmarks } from './identity.bench.ts'
import { importBenchmarks } from './import.bench.ts'
import { machineBenchmarks } from './machine.bench.ts'
import { mapBenchmarks } from './map.bench.ts'
import { networkEditBenchmarks } from './network-edit.bench.ts'
import { reportBenchmarks } from './report.bench.ts'
import { serverBenchmarks } from './server.bench.ts'
import { sitingBenchmarks } from './siting.bench.ts'
import { whatIfDragBenchmarks } from './what-if-drag.bench.ts'

/**
 * `npm run bench` measures everything and writes docs/benchmarks.md; `--only NAME` measures one; `--json` prints a line each.
 * Exit code 1 when a bar is missed.
 */
const REPORT = join(import.meta.dirname, '../../docs/benchmarks.md')

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
})
const all: readonly Benchmark[] = [
  ...auditBenchmarks,
  ...engineBenchmarks,
  ...identityBenchmarks,
  ...importBenchmarks,
  ...machineBenchmarks,
  ...mapBenchmarks,
  ...networkEditBenchmarks,
  ...reportBenchmarks,
  ...serverBenchmarks,
  ...sitingBenchmarks,
  ...whatIfDragBenchmarks,
]

async function measure(benchmark: Benchmark): Promise<Row> {
  try {
    return rowOf(benchmark, await benchmark.measure())
  } catch (error) {
    if (error instanceof NotHere) return missingRow(benchmark, error.message)
    throw error
  }
}

function figure(value: number | null): string {
  if (value === null) return '–'
  const digits = value === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 3 : 5
  return value.toFixed(digits)
}

function report(rows: readonly Row[]): string {
  const mark = (ok: boolean | null) => (ok === null ? 'not measured' : ok ? 'met' : '**missed**')
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; peers and references ran in the same run on the same machine, so the ratios are what counts.',
    'One of them: `npm run -s bench -- --only NAME --json`.',
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '| name | what | value | unit | peer | ratio | bar | |',
    '| --- | --- | ---: | --- | --- | ---: | --- | --- |',
    ...rows.map(
      (row) =>
        `| \`${row.name}\` | ${row.title} | ${figure(row.value)} | ${row.unit} | ${row.peer === null ? (row.peerName ?? '') : `${figure(row.peer)} ${row.peerName ?? ''}`} | ${figure(row.ratio)} | ${row.bar} | ${mark(row.ok)} |`,
    ),
    '',
    ...rows.filter((row) => row.note !== null).map((row) => `- \`${row.name}\`: ${row.note}`),
    '',
  ].join('\n')
}

const chosen = values.only === undefined ? all : all.filter((benchmark) => values.only?.includes(benchmark.name))
const unknown = (values.only ?? []).filter((name) => !all.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `no benchmark called ${unknown.join(', ')}; there are: ${all.map((benchmark) => benchmark.name).join(', ')}\n`,
  )
  process.exit(64)
}
if (values.list) {
  process.stdout.write(`${all.map((benchmark) => `${benchmark.name}\t${benchmark.title}`).join('\n')}\n`)
  process.exit(0)
}

const rows: Row[] = []
for (const benchmark of chosen) {
  if (!values.json) process.stderr.write(`${benchmark.name} …\n`)
  const row = await measure(benchmark)
  rows.push(row)
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ name: row.name, value: row.value, unit: row.unit, bar: row.bar, ok: row.ok, peer: row.peer, ratio: row.ratio, peerName: row.peerName, note: row.note })}\n`,
    )
}
if (!values.json) process.stdout.write(`${report(rows)}\n`)
if (values.only === undefined && !values.json) await writeFile(REPORT, report(rows))
process.exitCode = rows.some((row) => row.ok === false) ? 1 : 0
