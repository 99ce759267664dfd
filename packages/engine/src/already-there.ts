import { flatM, measureLine, pointAt } from './edge-measure.ts'
import { edgesNear } from './edges-near.ts'
import type { Network } from './network.ts'
import type { NetworkEdit } from './network-edit.ts'
import { NODE_FLAG } from './network-input.ts'

/** Another hand draws the same path this far aside, and the same gate this far along. */
const SAME_PATH_M = 6
const SAME_GATE_M = 10
const STEP_M = 5

/** Whether a map has already what an edit would add: along the whole line something is walked, or there is a gate. */
export function isAlreadyThere(network: Network, edit: NetworkEdit): boolean {
  if (edit.kind === 'close-path') return false
  if (edit.kind === 'add-gate') return hasGateAt(network, edit.at)
  const measure = measureLine(edit.line)
  const steps = Math.max(2, Math.ceil(measure.totalM / STEP_M))
  return Array.from({ length: steps + 1 }, (_, i) => pointAt(measure, i / steps)).every(
    (point) => edgesNear(network, point, SAME_PATH_M).length > 0,
  )
}

const WAY_IN = NODE_FLAG.gate | NODE_FLAG.entrance | NODE_FLAG.narrow

function hasGateAt({ nodeCount, nodeFlags, nodeLon, nodeLat }: Network, at: readonly [number, number]): boolean {
  for (let v = 0; v < nodeCount; v++) {
    if (((nodeFlags[v] ?? 0) & WAY_IN) !== 0 && flatM(at, [nodeLon[v] ?? 0, nodeLat[v] ?? 0]) <= SAME_GATE_M)
      return true
  }
  return false
}
