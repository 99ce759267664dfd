import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readWorkloadGraph, runWorkloads } from '@xiayi/engine/bench-workloads'
import { type Command, InvalidArgumentError } from 'commander'
import { Problem } from '../../platform/problem/problem.ts'

/** Benchmark graphs lie about plain or packed. */
function readText(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const packed = `${path}.gz`
  if (existsSync(packed)) return gunzipSync(readFileSync(packed)).toString('utf8')
  throw new Problem(
    'not-found',
    `没有 ${path}，也没有 ${packed}。--graph 给出文件名的前半段，如 graphs/las_palmas_2023。`,
  )
}

function wholeFrom(min: number, max: number) {
  return (text: string) => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`a whole number from ${min} to ${max}`)
    return value
  }
}

export function addEngineCommands(root: Command): void {
  root
    .command('engine')
    .description('the engine by itself; needs no database')
    .command('bench')
    .description(
      'run the workloads W1 (reach), W2 (nearest of each category) and W3 (isochrones) on a graph in CSV files',
    )
    .requiredOption(
      '--graph <prefix>',
      'what the files’ names begin with: <prefix>_nodes.csv, _edges, _fac, _w1, _w3, plain or .gz',
    )
    .option('--reps <n>', 'repetitions', wholeFrom(1, 1000), 5)
    .option('--threads <n>', 'worker threads', wholeFrom(1, 64), 1)
    .action(async (options: { graph: string; reps: number; threads: number }) => {
      const graph = readWorkloadGraph(options.graph, readText)
      const report = await runWorkloads(graph, { reps: options.reps, threads: options.threads })
      process.stdout.write(`${JSON.stringify(report)}\n`)
    })
}
