import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { stretchAt } from '@xiayi/engine/lay-closure'
import type { EditLine, NetworkEdit } from '@xiayi/engine/network-edit'
import { Problem } from '../../platform/problem/problem.ts'
import type { PlannedHousing, StreetModel } from '../places/public.ts'

/** How far from a way a click may be that closes it. */
const CLICK_M = 30

/** A change that does not fit the county, and why; `at` is its place in the list. */
export interface Misfit {
  readonly at: number
  readonly problem: Problem
}

/** What changes would do to the ground: streets and homes, not places. */
export interface GroundChanges {
  readonly edits: readonly { readonly at: number; readonly edit: NetworkEdit }[]
  readonly housing: readonly (PlannedHousing & { readonly at: number })[]
  readonly misfits: readonly Misfit[]
}

/** What is known of a point of the county. */
export interface PointsKnown {
  readonly isInWater: (lon: number, lat: number) => boolean
  readonly communityAt: (lon: number, lat: number) => string | null
}

export function groundChanges(
  model: StreetModel,
  known: PointsKnown,
  changes: readonly ScenarioChange[],
): GroundChanges {
  const edits: { at: number; edit: NetworkEdit }[] = []
  const housing: (PlannedHousing & { at: number })[] = []
  const misfits: Misfit[] = []
  changes.forEach((change, at) => {
    switch (change.kind) {
      case 'open-gate':
        edits.push({ at, edit: { kind: 'add-gate', at: [change.lon, change.lat] } })
        break
      case 'add-path':
        edits.push({ at, edit: pathEdit(change) })
        break
      case 'close-path': {
        const line = change.line ?? stretchAt(model.network, [change.lon, change.lat], CLICK_M)?.line
        if (line === undefined) misfits.push({ at, problem: nothingToClose(at) })
        else edits.push({ at, edit: { kind: 'close-path', line } })
        break
      }
      case 'add-housing': {
        const { lon, lat, under15, from15to59, over60 } = change
        if (known.isInWater(lon, lat)) misfits.push({ at, problem: inWater(at) })
        else {
          const communityId = known.communityAt(lon, lat)
          housing.push({ at, id: `change-${at}`, lon, lat, communityId, under15, from15to59, over60 })
        }
        break
      }
      case 'add-place':
      case 'move-place':
      case 'remove-place':
    }
  })
  return { edits, housing, misfits }
}

function pathEdit({ line, pathKind }: Extract<ScenarioChange, { kind: 'add-path' }>): NetworkEdit {
  return pathKind === 'crossing' ? { kind: 'add-crossing', line } : { kind: 'add-path', use: pathKind, line }
}

/** The stretch that each closure takes out, as the map draws it. */
export function closureLines(ground: GroundChanges): { at: number; line: [number, number][] }[] {
  return ground.edits.flatMap(({ at, edit }) => (edit.kind === 'close-path' ? [{ at, line: pairs(edit.line) }] : []))
}

/** Changes as they are kept: a closure with the line that it closes, so that it never comes to mean another road. */
export function withClosedLines(model: StreetModel, changes: readonly ScenarioChange[]): ScenarioChange[] {
  return changes.map((change) => {
    if (change.kind !== 'close-path' || change.line !== undefined) return change
    const stretch = stretchAt(model.network, [change.lon, change.lat], CLICK_M)
    return stretch === undefined ? change : { ...change, line: pairs(stretch.line) }
  })
}

function pairs(line: EditLine): [number, number][] {
  return line.map(([lon, lat]) => [lon, lat])
}

export function misfit(at: number, words: { detail: string; message: string }): Problem {
  return new Problem('off-network', words.detail, { errors: [{ where: `body/changes/${at}`, message: words.message }] })
}

export function inWater(at: number): Problem {
  return misfit(at, { detail: '这个位置在水面上，建不了。请放到岸上。', message: '在水面上' })
}

function nothingToClose(at: number): Problem {
  return misfit(at, {
    detail: `这里 ${CLICK_M} 米内没有步行路可以封闭。请点在路上。`,
    message: `${CLICK_M} 米内没有步行路`,
  })
}
