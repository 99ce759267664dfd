import { type Wgs84, wgs84 } from '@xiayi/geo/coordinates'
import { localStreets, lots, superblocks } from './blocks.ts'
import { type CommunityGround, communityGround } from './community-boundaries.ts'
import { factsOf, type Housing } from './community-facts.ts'
import { COMMUNITY_SITES, type CommunitySite } from './community-sites.ts'
import { type Drawing, emptyDrawing } from './drawing.ts'
import type { ExampleArea, ExampleCommunity, ExampleCounty } from './example-county.ts'
import { MOMENTS } from './history.ts'
import { joinEnds } from './join-ends.ts'
import { drawLots } from './land-use.ts'
import type { PlanLine } from './lines.ts'
import { mainRoads } from './main-roads.ts'
import { estateNames, streetNames } from './names.ts'
import { osmDraft } from './osm-draft.ts'
import { addKerbSpots, drawPlaces } from './places.ts'
import { toDegrees } from './plane.ts'
import { at, randomFrom } from './random.ts'
import { peopleOf } from './residents.ts'
import { areaOf, type Ring } from './ring.ts'
import { ruralRoads } from './rural-roads.ts'
import { sidewalksOf } from './sidewalks.ts'
import { STORIES } from './stories.ts'
import { GREAT_COMPOUND } from './story.ts'
import { type Terrain, terrain } from './terrain.ts'
import { withTurnover } from './turnover.ts'
import { drawVillage } from './villages.ts'
import { writeMap } from './write-map.ts'

/** Draws the whole county from its fixed seeds: about a second; the same data on every call and every machine. */
export function generateCounty(): ExampleCounty {
  const ground = terrain()
  const avenues = joinEnds(mainRoads(ground))
  const villages = COMMUNITY_SITES.filter((site) => site.fabric === 'rural')
  const roads = [...avenues, ...ruralRoads(villages, avenues, ground, randomFrom('rural roads'))]
  const plan = [...roads, ...dividingLines(ground)]
  const blocks = superblocks(plan, ground)
  const streetName = streetNames('street', randomFrom('street names'))
  const laneName = streetNames('lane', randomFrom('lane names'))
  const streets = localStreets(blocks, [{ at: GREAT_COMPOUND }], (kind) =>
    kind === 'lane' ? laneName() : streetName(),
  )
  const allLots = lots([...plan, ...streets], blocks, ground)
  const drawing = emptyDrawing()
  drawing.lines.push(...roads, ...streets, ...sidewalksOf(avenues))
  drawLots(drawing, allLots, estateNames(randomFrom('estate names')))
  for (const village of villages) drawVillage(drawing, village, roads, ground)
  addKerbSpots(drawing, avenues, allLots)
  const places = withTurnover(drawPlaces(drawing))
  const people = peopleOf(drawing.buildings)
  const areas = communityGround(plan, blocks, ground)
  const draft = osmDraft()
  const written = writeMap(draft, { drawing, places, people, areas, ground })
  return {
    osm: draft.finish(),
    county: area('411426', '夏邑县', areas.county),
    towns: [...areas.towns].map(([name, ring]) => area(townCode(name), name, ring)),
    communities: COMMUNITY_SITES.map((site) => communityOf(site, areas, drawing, people)),
    moments: MOMENTS,
    ...written,
  }
}

function dividingLines(ground: Terrain): PlanLine[] {
  const closed = (ring: Ring) => [...ring, at(ring, 0)]
  return [
    { kind: 'water-edge', points: closed(ground.lakeOuter) },
    { kind: 'water-edge', points: closed(ground.lakeInner) },
    { kind: 'water-edge', points: closed(ground.river) },
    { kind: 'rail', points: ground.railway },
    { kind: 'border', points: closed(ground.frame) },
  ]
}

function area(code: string, name: string, ring: Ring): ExampleArea {
  return { code, name, boundary: boundaryOf(ring) }
}

function boundaryOf(ring: Ring): Wgs84[] {
  return [...ring, at(ring, 0)].map((p) => {
    const { lon, lat } = toDegrees(p)
    return wgs84(lon, lat)
  })
}

function townCode(town: CommunitySite['town']): string {
  return town === '城关镇' ? '411426100' : '411426200'
}

function communityOf(
  site: CommunitySite,
  areas: CommunityGround,
  drawing: Drawing,
  people: ReturnType<typeof peopleOf>,
): ExampleCommunity {
  const story = STORIES.find((s) => site.kind === '居委会' && site.name === `${s.name}居委会`)
  const factsOverTime = story ? MOMENTS.map((on) => factsOf(story, housingOf(site, drawing, people), on)) : []
  return {
    ...area(site.code, site.name, areas.rings.get(site) ?? []),
    town: site.town,
    townCode: townCode(site.town),
    kind: site.kind,
    isPilot: story?.isPilot ?? false,
    isUrban: site.kind === '居委会',
    facts: factsOverTime.at(-1),
    factsOverTime,
    story: story ? { intended: story.intended, reason: story.reason } : undefined,
  }
}

function housingOf(site: CommunitySite, drawing: Drawing, people: ReturnType<typeof peopleOf>): Housing {
  let households = 0
  let floorM2 = 0
  drawing.buildings.forEach((building, i) => {
    const living = people[i]
    if (building.site !== site || !living) return
    households += living.households
    floorM2 += Math.abs(areaOf(building.ring)) * Number(building.tags['building:levels'] ?? 1)
  })
  return { households, floorM2: Math.round(floorM2) }
}
