import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NotHere } from '../benchmark.ts'
import { benchFolder, run, shared } from '../workplace.ts'

/** The C++ reference of ../shared/bench: bucket queue, exact heap, and the bucket queue over contracted chains. */
export interface CppResult {
  readonly w1_s: readonly number[]
  readonly w2_s: readonly number[]
  readonly load_s: number
  readonly rss_mb: number
}

async function built(program: 'ref' | 'chain'): Promise<string> {
  const folder = await benchFolder('cpp')
  const binary = join(folder, program)
  if (existsSync(binary)) return binary
  const reply = await run('g++', [
    '-O3',
    '-march=native',
    ...(program === 'ref' ? ['-fopenmp'] : []),
    shared(`bench/${program}.cpp`),
    '-o',
    binary,
  ]).catch(() => undefined)
  if (reply === undefined) throw new NotHere('needs g++')
  if (reply.code !== 0) throw new NotHere(`g++ could not build ${program}.cpp: ${reply.stderr.slice(0, 200)}`)
  return binary
}

export async function runCpp(
  kind: 'bucket' | 'heap' | 'chain',
  graph: string,
  repetitions: number,
): Promise<CppResult> {
  const binary = await built(kind === 'chain' ? 'chain' : 'ref')
  const cwd = await benchFolder('cpp')
  await mkdir(join(cwd, 'results'), { recursive: true })
  const args = kind === 'chain' ? [graph, String(repetitions)] : [graph, kind, String(repetitions)]
  const reply = await run(binary, args, { cwd })
  if (reply.code !== 0) throw new NotHere(`the C++ reference ended with ${reply.code}`)
  return JSON.parse(reply.stdout)
}
