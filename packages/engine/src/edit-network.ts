import { layClosure } from './lay-closure.ts'
import { layGate } from './lay-gate.ts'
import { layCrossing, layPath } from './lay-path.ts'
import type { Network } from './network.ts'
import type { EditedNetwork, EditMisfit, NetworkEdit, NetworkPatch } from './network-edit.ts'
import { patchNetwork } from './patch-network.ts'

/** Ways that were drawn here have ids below zero: -1 for the first edit, and so on. OpenStreetMap's are positive. */
export function wayOfEdit(number: number): number {
  return -number
}

/** What an edit does to a network, in the network's own terms; or why it cannot be laid on. */
export function layEdit(network: Network, edit: NetworkEdit): NetworkPatch | EditMisfit {
  switch (edit.kind) {
    case 'add-path':
      return layPath(network, edit)
    case 'add-crossing':
      return layCrossing(network, edit)
    case 'add-gate':
      return layGate(network, edit)
    case 'close-path':
      return layClosure(network, edit)
  }
}

/**
 * Lays edits on a network, one after the other: a path may join one that was drawn before it. What does not fit is left out and
 * named. The same network and edits give the same bytes, so undoing is laying the others on again.
 * @param edits each with its number, 1 and up, which names its ways
 */
export function editNetwork(
  network: Network,
  edits: readonly { readonly number: number; readonly edit: NetworkEdit }[],
): EditedNetwork {
  const misfits = new Map<number, EditMisfit>()
  let edited = network
  edits.forEach(({ number, edit }, i) => {
    const laid = layEdit(edited, edit)
    if ('code' in laid) misfits.set(i, laid)
    else edited = patchNetwork(edited, laid, wayOfEdit(number))
  })
  return { network: edited, misfits }
}
