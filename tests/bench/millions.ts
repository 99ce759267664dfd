import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Measurement, median } from './benchmark.ts'
import { benchFolder, run, unpackedGraph } from './workplace.ts'

/**
 * Three million nodes: 39 copies of a real city side by side, each with its own facilities. Building the network and asking
 * it are two processes, so that the memory named is the asking's alone.
 */
const CITY = 'las_palmas_2023'
const COPIES = 39

export interface MillionsResult {
  readonly nodes: number
  readonly categories: number
  readonly seconds: readonly number[]
  /** user and system time of the process: what a machine that others use does not stretch */
  readonly processorSeconds: readonly number[]
  readonly megabytes: number
  readonly reached: number
}

let measured: Promise<MillionsResult> | undefined

async function child(...args: readonly string[]): Promise<string> {
  const reply = await run(process.execPath, [
    '--max-old-space-size=8192',
    join(import.meta.dirname, 'millions-child.ts'),
    ...args,
  ])
  if (reply.code !== 0) throw new Error(`millions-child ended with ${reply.code}: ${reply.stderr}`)
  return reply.stdout
}

async function askMillions(): Promise<MillionsResult> {
  const folder = await benchFolder('millions')
  const network = join(folder, `network-${COPIES}`)
  if (!existsSync(network)) await child('build', await unpackedGraph(CITY), String(COPIES), network)
  return JSON.parse(await child('ask', await unpackedGraph(CITY), String(COPIES), network))
}

export async function measureMillions(what: 'seconds' | 'megabytes'): Promise<Measurement> {
  measured ??= askMillions()
  const result = await measured
  const list = (values: readonly number[]) => values.map((s) => s.toFixed(2)).join(', ')
  const note = `${result.nodes.toLocaleString('en')} nodes × ${result.categories} categories; ${result.reached.toLocaleString('en')} node-category pairs within 15 minutes; runs ${list(result.seconds)} s; processor time ${list(result.processorSeconds)} s`
  return what === 'seconds'
    ? { value: median(result.seconds), note }
    : {
        value: result.megabytes,
        note: 'resident set at its peak, network and all results (u16 tenths of a second) included',
      }
}
