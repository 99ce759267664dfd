import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { useSyncExternalStore } from 'react'

/**
 * The changes in hand: shared by the panel, the map and the table, with undo. A change that is being dragged is `moving`: it counts
 * in every figure and becomes part of the history when it is let go.
 */
export interface Sketch {
  readonly changes: readonly ScenarioChange[]
  readonly moving: { readonly at: number; readonly change: ScenarioChange } | null
  readonly chosen: number | null
  readonly past: readonly (readonly ScenarioChange[])[]
  readonly future: readonly (readonly ScenarioChange[])[]
  /** the stored scenario that this came from */
  readonly scenario: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly note: string
  } | null
}

export type KeptSketch = Pick<Sketch, (typeof KEPT)[number]>

const EMPTY: Sketch = { changes: [], moving: null, chosen: null, past: [], future: [], scenario: null }
const MOST_STEPS = 100
const KEPT = ['changes', 'chosen', 'past', 'future', 'scenario'] as const
let sketch = EMPTY
/** stays the same object while only the pointer moves */
let kept: KeptSketch = EMPTY
const listeners = new Set<() => void>()

function set(next: Sketch) {
  if (KEPT.some((part) => next[part] !== kept[part])) kept = next
  sketch = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSketch(): Sketch {
  return useSyncExternalStore(listen, sketchNow)
}

/** For what does not follow the pointer: it is not drawn anew at every step of a drag. */
export function useKeptSketch(): KeptSketch {
  return useSyncExternalStore(listen, () => kept)
}

export function sketchNow(): Sketch {
  return sketch
}

/** As the figures see it: what is being dragged stands where the pointer is. */
export function standingChanges({ changes, moving }: Sketch): readonly ScenarioChange[] {
  return moving === null ? changes : changes.map((change, at) => (at === moving.at ? moving.change : change))
}

function commit(changes: readonly ScenarioChange[], chosen: number | null) {
  const past = [...sketch.past, sketch.changes].slice(-MOST_STEPS)
  set({ ...sketch, changes, chosen, moving: null, past, future: [] })
}

export function addChange(change: ScenarioChange): void {
  commit([...sketch.changes, change], sketch.changes.length)
}

export function dropChange(at: number): void {
  dropChanges([at])
}

export function dropChanges(gone: readonly number[]): void {
  commit(
    sketch.changes.filter((_, index) => !gone.includes(index)),
    null,
  )
}

/** While it is dragged. */
export function dragChange(at: number, lon: number, lat: number): void {
  const change = sketch.changes[at]
  if (change === undefined || !('lon' in change)) return
  // A closure that moves means another road than the one that it was kept with.
  const moved = change.kind === 'close-path' ? { kind: change.kind, lon, lat } : { ...change, lon, lat }
  set({ ...sketch, chosen: at, moving: { at, change: moved } })
}

export function letGo(): void {
  const { moving } = sketch
  if (moving === null) return
  commit(
    sketch.changes.map((change, at) => (at === moving.at ? moving.change : change)),
    moving.at,
  )
}

export function takeBackDrag(): void {
  if (sketch.moving !== null) set({ ...sketch, moving: null })
}

export function chooseChange(at: number | null): void {
  set({ ...sketch, chosen: at })
}

export function undo(): void {
  const before = sketch.past.at(-1)
  if (before === undefined) return
  set({
    ...sketch,
    changes: before,
    moving: null,
    chosen: null,
    past: sketch.past.slice(0, -1),
    future: [sketch.changes, ...sketch.future],
  })
}

export function redo(): void {
  const [next, ...future] = sketch.future
  if (next === undefined) return
  set({ ...sketch, changes: next, moving: null, chosen: null, past: [...sketch.past, sketch.changes], future })
}

/** A stored scenario taken in hand, or what was saved under its new version. */
export function takeScenario(scenario: NonNullable<Sketch['scenario']>, changes: readonly ScenarioChange[]): void {
  set({ ...EMPTY, scenario, changes })
}

export function startAnew(): void {
  set(EMPTY)
}
