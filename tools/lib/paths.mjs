import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this file belongs to. (`import.meta.dirname` needs Node 20.11; the tools promise Node 20.) */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

export const nodeModules = join(root, 'node_modules')

/**
 * The tree a guard looks at: the checkout, or what `--root` names, such as a tree with a fault in a test.
 *
 * @param {readonly string[]} args
 */
export function treeOf(args) {
  const at = args.indexOf('--root')
  return at < 0 ? root : (args[at + 1] ?? root)
}
