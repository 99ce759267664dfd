/** `npm run bench`: the benchmarks of tests/bench, under Node 24. Only they write to standard output. */
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { node24 } from './lib/node24.mjs'
import { root } from './lib/paths.mjs'
import { aborted, spawnTied } from './lib/processes.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'

await runTool(
  async (stop) => {
    await ensureInstalled({ progress: createProgress({ stream: process.stderr, quietMs: 1_500 }), signal: stop.soft })
    const bench = spawnTied(node24(), [join(root, 'tests/bench/main.ts'), ...process.argv.slice(2)], { cwd: root })
    void aborted(stop.soft).then(() => bench.stop(3_000, stop.hard))
    return bench.exited
  },
  { stoppedCode: 130 },
)
