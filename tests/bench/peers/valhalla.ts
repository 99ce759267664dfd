import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NotHere } from '../benchmark.ts'
import { benchFolder, run, shared } from '../workplace.ts'

const VERSION = '3.6.1'

export interface ValhallaResult {
  readonly version: string
  readonly wall: readonly number[]
  readonly failures: number
  readonly meanAreaKm2: number
}

/** Valhalla from npm, in a folder of its own: it is a peer, not a dependency. */
async function installed(): Promise<string> {
  const folder = await benchFolder('valhalla')
  const target = join(folder, 'node_modules/@valhallajs/valhallajs')
  if (!existsSync(target)) {
    await writeFile(join(folder, 'package.json'), '{"private":true}')
    const reply = await run('npm', ['install', '--no-audit', '--no-fund', `@valhallajs/valhallajs@${VERSION}`], {
      cwd: folder,
    })
    if (reply.code !== 0 || !existsSync(target)) throw new NotHere('Valhalla could not be installed from npm')
  }
  return target
}

async function tiles(valhalla: string, pbf: string): Promise<string> {
  const folder = await benchFolder('valhalla')
  const config = join(folder, 'config.json')
  if (existsSync(config) && existsSync(join(folder, 'tiles'))) return config
  await mkdir(join(folder, 'tiles'), { recursive: true })
  const made = await run(join(valhalla, 'valhalla_build_config'), ['--mjolnir-tile-dir', join(folder, 'tiles')])
  if (made.code !== 0) throw new NotHere(`Valhalla made no configuration: ${made.stderr.slice(0, 200)}`)
  await writeFile(config, made.stdout)
  // It leaves a list of duplicate ways in the folder it runs in.
  const built = await run(join(valhalla, 'linux/x64/valhalla_build_tiles'), ['-c', config, pbf], { cwd: folder })
  if (built.code !== 0) throw new NotHere(`Valhalla built no tiles: ${built.stderr.slice(-200)}`)
  return config
}

export async function runValhalla(graph: string, pbf: string, repetitions: number): Promise<ValhallaResult> {
  const valhalla = await installed()
  const config = await tiles(valhalla, pbf)
  const reply = await run(process.execPath, [
    shared('bench/valhalla.mjs'),
    valhalla,
    config,
    `${graph}_nodes.csv`,
    `${graph}_w3.csv`,
    String(repetitions),
  ])
  if (reply.code !== 0) throw new NotHere(`Valhalla failed: ${reply.stderr.slice(-200)}`)
  const last = reply.stdout.trim().split('\n').at(-1) ?? ''
  return JSON.parse(last)
}
