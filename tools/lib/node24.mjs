import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { nodeModules } from './paths.mjs'

const NEEDED = 24

/** The Node that runs the server: the one at hand when it is new enough, else the one the lockfile brings. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const bundled = join(nodeModules, `node-${platform}-${process.arch}`, 'bin', file)
  if (existsSync(bundled)) return bundled
  throw new Failure(
    `需要 Node ${NEEDED} 以上：这里是 ${process.versions.node}，npm 上也没有 ${process.platform}-${process.arch} 的版本；` +
      `请安装 Node ${NEEDED} 后再试。(Node ${NEEDED} is needed and neither this one nor node_modules has it)`,
  )
}
