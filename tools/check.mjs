/**
 * `npm run check`: the guards alone. `-- lint imports` runs those whose name holds a given word; `-- --fix` first makes
 * right what a machine can: format, lint, generated files.
 */
import { printVerdict, runGuards } from './lib/guards.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'

const args = process.argv.slice(2)

await runTool(
  async (stop) => {
    await ensureInstalled({ progress: createProgress(), signal: stop.soft })
    const only = args.filter((arg) => !arg.startsWith('--'))
    const verdicts = await runGuards({ only, fix: args.includes('--fix'), signal: stop.soft, onVerdict: printVerdict })
    const failed = verdicts.filter(({ ok }) => !ok).length
    process.stdout.write(`${verdicts.length - failed} passed, ${failed} failed\n`)
    return failed === 0 ? 0 : 1
  },
  { stoppedCode: 130 },
)
