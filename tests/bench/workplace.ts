import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { NotHere } from './benchmark.ts'

export const ROOT = join(import.meta.dirname, '../..')
const SHARED = join(ROOT, '../shared')

/** A path under the shared data, or a refusal that names what is missing. */
export function shared(path: string): string {
  const full = join(SHARED, path)
  if (!existsSync(full)) throw new NotHere(`needs ../shared/${path}`)
  return full
}

/** Kept between runs, so that a peer is fetched and built once. */
export async function benchFolder(name: string): Promise<string> {
  const folder = join(tmpdir(), 'xiayi-bench', name)
  await mkdir(folder, { recursive: true })
  return folder
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
  })
}

/** The CSV graph of a city, unpacked for peers that read plain files; returns the files' common prefix. */
export async function unpackedGraph(city: string): Promise<string> {
  const from = shared('bench/graphs')
  const to = await benchFolder('graphs')
  for (const name of await readdir(from)) {
    const target = join(to, name.replace(/\.gz$/, ''))
    if (name.startsWith(city) && !existsSync(target))
      await writeFile(target, gunzipSync(await readFile(join(from, name))))
  }
  return join(to, city)
}
