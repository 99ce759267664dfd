import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { env } from 'node:process'
import sparticuz, { inflate } from '@sparticuz/chromium'

const LIBRARY_MISSING = 127

export interface Chromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * The browser inside an npm package, unpacked once beside it. The package itself would unpack into the shared temporary
 * folder, where another user's copy, or half a copy of a killed run, would be taken for ours.
 */
export async function bundledChromium(): Promise<Chromium> {
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const wanted = join(home, 'unpacked')
  const folder = existsSync(wanted) ? wanted : await unpack(join(home, 'bin'), wanted)
  const path = join(folder, 'chromium')
  const fonts: Record<string, string> = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  if (spawnSync(path, ['--version']).status !== LIBRARY_MISSING) return { path, env: fonts }
  return { path, env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') } }
}

/** @returns where it is: `wanted`, or a temporary folder where that cannot be written */
async function unpack(archives: string, wanted: string): Promise<string> {
  const place = await mkdtemp(`${wanted}-`).catch(() => mkdtemp(join(tmpdir(), 'xiayi-chromium-')))
  const before = env['TMPDIR']
  // The package's only way to be told where to.
  env['TMPDIR'] = place
  try {
    await sparticuz.executablePath(archives)
    await inflate(join(archives, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete env['TMPDIR']
    else env['TMPDIR'] = before
  }
  await chmod(place, 0o755)
  await chmod(join(place, 'chromium'), 0o755)
  try {
    await rename(place, wanted)
    return wanted
  } catch {
    if (!existsSync(wanted)) return place
    // Another run was quicker.
    await rm(place, { recursive: true, force: true })
    return wanted
  }
}
