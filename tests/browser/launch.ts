import { existsSync } from 'node:fs'
import { env } from 'node:process'
import { type Browser, chromium } from 'playwright-core'
import { bundledChromium } from './bundled-chromium.ts'

/** WebGL in software: the map needs it and test machines have no graphics card. */
const FLAGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']

/** The browser: CHROMIUM, else the system's chromium, else the one inside an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const installed = [env['CHROMIUM'], '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path))
  const browser = installed === undefined ? await bundledChromium() : { path: installed, env: {} }
  return chromium.launch({ executablePath: browser.path, args: FLAGS, headless: true, env: { ...env, ...browser.env } })
}
