import { generateCounty } from '@xiayi/county/generate-county'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { buildNetwork } from '@xiayi/engine/build-network'
import { carrySnapped, compareNetworks, type NetworkDifference } from '@xiayi/engine/carry-over'
import { compileProfile, type WalkGraph } from '@xiayi/engine/compile-profile'
import { type BuildingTimes, buildingTimes } from '@xiayi/engine/coverage'
import { editNetwork, layEdit } from '@xiayi/engine/edit-network'
import { editedInput } from '@xiayi/engine/edited-input-for-tests'
import { nearestWithLabels } from '@xiayi/engine/nearest'
import type { Network } from '@xiayi/engine/network'
import type { NetworkEdit } from '@xiayi/engine/network-edit'
import { PROFILES } from '@xiayi/engine/profiles'
import type { SeedTable } from '@xiayi/engine/seeds'
import { Snapper } from '@xiayi/engine/snap'
import { placeDoors, placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import type { Wgs84 } from '@xiayi/geo/coordinates'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import { inColumns } from '@xiayi/osm/way-columns'
import { type Benchmark, median } from './benchmark.ts'

const TURNS = 9
const LIMIT_MS = 3_600_000
const PEOPLE = ['adult', 'wheelchair'] as const

interface Walk {
  readonly snapper: Snapper
  readonly byPerson: readonly PersonWalk[]
}

interface PersonWalk {
  readonly graph: WalkGraph
  readonly buildings: SnappedPlaces
  readonly places: SnappedPlaces
  readonly doors: SeedTable
  readonly seeds: SeedTable
}

interface Doors {
  readonly buildings: readonly (readonly Wgs84[])[]
  readonly places: readonly (readonly Wgs84[])[]
}

/** Everything that answers need: ways on, both people's graphs, seeds. */
function walkOn(
  network: Network,
  doors: Doors,
  snap: (snapper: Snapper, excluded: number, kind: keyof Doors) => SnappedPlaces,
): Walk {
  const snapper = new Snapper(network)
  return {
    snapper,
    byPerson: PEOPLE.map((name) => {
      const profile = PROFILES[name]
      const graph = compileProfile(network, profile)
      const buildings = snap(snapper, profile.excludedEdges, 'buildings')
      const places = snap(snapper, profile.excludedEdges, 'places')
      return {
        graph,
        buildings,
        places,
        doors: placeDoors(graph, buildings, 'away'),
        seeds: placeSeeds(graph, places, 'towards'),
      }
    }),
  }
}

function timesOf(walk: Walk): BuildingTimes[] {
  return walk.byPerson.map(({ graph, buildings, places, doors, seeds }) => {
    const labels = nearestWithLabels(graph, seeds, { limitMs: LIMIT_MS })
    return buildingTimes(graph, { buildings, doors, facilities: places, labels, limitMs: LIMIT_MS })
  })
}

/** A path drawn through the middle of the town, to another corner each turn, so that nothing is remembered. */
function pathFor(network: Network, turn: number): NetworkEdit {
  const [west, south, east, north] = network.box
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const angle = (turn * 2 * Math.PI) / TURNS
  for (let reach = 0.002; reach < 0.02; reach += 0.0005) {
    const line = [
      [lon, lat],
      [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)],
    ] as const
    const edit: NetworkEdit = { kind: 'add-path', line, use: 'path' }
    if (!('code' in layEdit(network, edit))) return edit
  }
  throw new Error('no path of this turn meets the streets')
}

async function measureEdit() {
  const map = extractStreetMap(inColumns(generateCounty().osm))
  const network = buildNetwork(map.network)
  const pointsOf = ({ at, entrances }: { at: Wgs84; entrances: readonly Wgs84[] }) =>
    entrances.length > 0 ? entrances : [at]
  const doors: Doors = { buildings: map.buildings.map(pointsOf), places: map.places.map(pointsOf) }
  const whole = (snapper: Snapper, excludedEdges: number, kind: keyof Doors) =>
    snapPlaces(snapper, doors[kind], { excludedEdges })
  const before = walkOn(network, doors, whole)
  const editMs: number[] = []
  const fullMs: number[] = []
  let reached = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const edit = pathFor(network, turn)
    const start = performance.now()
    const edited = editNetwork(network, [{ number: 1, edit }]).network
    const difference = compareNetworks(network, edited)
    const after = walkOn(edited, doors, carriedFrom(before, doors, difference))
    editMs.push(performance.now() - start)
    const patch = layEdit(network, edit)
    if ('code' in patch) throw new Error('an edit that was laid on does not fit')
    const fullStart = performance.now()
    const full = walkOn(buildNetwork(editedInput(network, patch)), doors, whole)
    fullMs.push(performance.now() - fullStart)
    reached += mustBeEqual(timesOf(after), timesOf(full))
  }
  return { editMs, fullMs, reached, counts: [network.nodeCount, doors.buildings.length, doors.places.length] }
}

function carriedFrom(before: Walk, doors: Doors, difference: NetworkDifference) {
  return (snapper: Snapper, excludedEdges: number, kind: keyof Doors) => {
    const person = before.byPerson[PEOPLE.findIndex((name) => PROFILES[name].excludedEdges === excludedEdges)]
    if (person === undefined) throw new Error('the walk before is of other people')
    const rows = Int32Array.from(doors[kind].keys())
    return carrySnapped(snapper, doors[kind], { table: person[kind], rows, difference }, { excludedEdges })
  }
}

/** @returns how many buildings were compared that reach a place at all */
function mustBeEqual(edited: readonly BuildingTimes[], full: readonly BuildingTimes[]): number {
  let reached = 0
  edited.forEach(({ ms }, person) => {
    ms.forEach((time, b) => {
      if (time !== full[person]?.ms[b])
        throw new Error(
          `building ${b} takes the ${PEOPLE[person]} ${time} ms, and ${full[person]?.ms[b]} ms when built anew`,
        )
      if (time !== UNREACHED) reached++
    })
  })
  return reached
}

export const networkEditBenchmarks: readonly Benchmark[] = [
  {
    name: 'network-edit',
    title: 'one path added, example county: ready to answer for adults and wheelchairs; equal to a full recomputation',
    unit: 'ms',
    bar: { of: 'value', atMost: 200 },
    async measure() {
      const { editMs, fullMs, reached, counts } = await measureEdit()
      const [nodes, buildings, places] = counts
      return {
        value: median(editMs),
        peer: median(fullMs),
        peerName: 'everything anew',
        note: `${nodes} nodes, ${buildings} buildings, ${places} places; slowest of ${editMs.length} edits ${Math.max(...editMs).toFixed(0)} ms; ${reached} times compared, all equal`,
      }
    },
  },
]
