import { countyAt } from '@xiayi/county/county-at'
import { type CommunityFacts, type ExampleCounty, type PlaceExtra } from '@xiayi/county/example-county'
import { generateCounty } from '@xiayi/county/generate-county'
import { MOMENTS } from '@xiayi/county/history'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import type { OsmId } from '@xiayi/osm/street-map'
import { inColumns } from '@xiayi/osm/way-columns'
import { type CircleFactEntry, evaluateAsOf, evaluatedDays, prepareCircles } from '../domains/circles/public.ts'
import { applyStreetMap, categorySet, currentNetwork, type StreetMapExtras } from '../domains/places/public.ts'
import type { CountyDb } from '../platform/db/db.ts'
import { createCounty, equipCounty } from './county.ts'
import { seedScenarios } from './seed-scenarios.ts'
import type { Services } from './services.ts'

/**
 * The example county on a first start, with its history: for each day on which it took stock, map and facts as they were then
 * are brought in and evaluated, one day after the other. A start that was killed in the middle goes on with the first day
 * that has no evaluation; a county that is there is left alone.
 */
export const EXAMPLE_COUNTY = '411426'
const TARGETS_FIXED_ON = '2026-11-23'

type Report = (share: number, stage: string) => void

export async function seedExampleCounty(services: Services, report: Report): Promise<void> {
  const rows = await services.counties.list()
  for (const row of rows) await equipCounty(services, row.code)
  const known = rows.find((row) => row.code === EXAMPLE_COUNTY)
  if (known === undefined && rows.length > 0) return
  if (known !== undefined && !known.isExample) return
  if (known === undefined) await createCounty(services, { code: EXAMPLE_COUNTY, name: '夏邑县', isExample: true })
  const county = services.databases.county(EXAMPLE_COUNTY, 'jobs')
  const done = await evaluatedDays(county.db)
  if ((await currentNetwork(county.db)) !== undefined && done.size > 0 && isBeyondSeeding(done)) {
    await seedScenarios(county, new Date())
    return
  }
  report(0, '生成示例县')
  const example = generateCounty()
  const { moments } = example
  for (const [at, on] of moments.entries()) {
    if (done.has(on)) continue
    const step: Report = (share, stage) => report((at + share) / moments.length, `${monthWords(on)}：${stage}`)
    await seedMoment(services, { county, example, on }, step)
  }
  await seedScenarios(county, new Date())
}

/** The last day is evaluated, or people have evaluated on a day of their own. */
function isBeyondSeeding(done: ReadonlySet<string>): boolean {
  return done.has(MOMENTS[MOMENTS.length - 1] ?? '') || [...done].some((day) => !MOMENTS.some((on) => on === day))
}

/** 2026-03-31 → 2026年3月 */
function monthWords(day: string): string {
  const [year, month] = day.split('-')
  return `${year}年${Number(month)}月`
}

interface SeededMoment {
  readonly county: CountyDb
  readonly example: ExampleCounty
  /** YYYY-MM-DD */
  readonly on: string
}

async function seedMoment(services: Services, moment: SeededMoment, report: Report): Promise<void> {
  const { county, example, on } = moment
  report(0, '读取街道图')
  const then = countyAt(example, on)
  await applyStreetMap(county, extractStreetMap(inColumns(then.osm)), {
    files: services.files,
    categories: categorySet(),
    extras: extrasOf(example, then.placeExtras),
    origin: { source: 'example', attribution: '示例数据：夏邑县示例县，除地名外均为虚构' },
    report: (share, stage) => report(0.1 + share * 0.4, stage),
  })
  report(0.5, '登记生活圈和目标')
  await prepareCircles(county, circlesOf(example, on))
  await evaluateAsOf(services.files, county, {
    asOf: on,
    signal: new AbortController().signal,
    report: (share, stage) => report(0.55 + share * 0.45, stage),
  })
}

function osmId(text: string): OsmId {
  if (isOsmId(text)) return text
  throw new Error(`the example county names an element ${text}`)
}

function isOsmId(text: string): text is OsmId {
  return /^(node|way|relation)\/\d+$/.test(text)
}

function extrasOf(example: ExampleCounty, placeExtras: ReadonlyMap<string, PlaceExtra>): StreetMapExtras {
  const polygon = (ring: readonly (readonly [number, number])[]) => [[ring]]
  const communities = example.communities.map((community) => ({
    kind: 'community' as const,
    code: community.code === '' ? null : community.code,
    name: community.name,
    form: community.kind,
    isUrban: community.isUrban,
    parentCode: community.townCode,
    polygons: polygon(community.boundary),
  }))
  const towns = example.towns.map((town) => ({
    kind: 'town' as const,
    code: town.code,
    name: town.name,
    form: null,
    isUrban: false,
    parentCode: example.county.code,
    polygons: polygon(town.boundary),
  }))
  const county = {
    kind: 'county' as const,
    code: EXAMPLE_COUNTY,
    name: '夏邑县',
    form: null,
    isUrban: false,
    parentCode: null,
    polygons: polygon(example.county.boundary),
  }
  return {
    areas: [county, ...towns, ...communities],
    residents: new Map(
      [...example.residents].map(([id, people]) => [
        osmId(id),
        {
          households: people.households,
          under15: people.under15,
          from15to59: people.from15to59,
          over60: people.from60to79 + people.over80,
        },
      ]),
    ),
    places: new Map(
      [...placeExtras].map(([id, extra]) => [
        osmId(id),
        {
          categoryIds: [extra.categoryId],
          ...(extra.hours === undefined ? {} : { hours: extra.hours }),
          attributes: attributesOf(extra, example.openedOn.get(id)),
        },
      ]),
    ),
  }
}

function attributesOf({ attributes, floorAreaM2 }: PlaceExtra, openedOn: string | undefined): PlaceExtra['attributes'] {
  return {
    ...attributes,
    ...(floorAreaM2 === undefined ? {} : { floorAreaM2 }),
    ...(openedOn === undefined ? {} : { openedOn }),
  }
}

function circlesOf(example: ExampleCounty, on: string) {
  const urban = example.communities.filter((community) => community.isUrban).length
  const target = { fixedOn: TARGETS_FIXED_ON, unit: '比例', denominatorLabel: '主城区社区（城关镇、曹集乡居委会）' }
  return {
    pilots: example.communities.filter((community) => community.isPilot).map((community) => community.name),
    facts: example.communities.flatMap((community) =>
      community.factsOverTime
        .filter((facts) => facts.recordedOn === on)
        .flatMap((facts) => factsOf(community.name, facts)),
    ),
    // The plan's dates have passed; a county sets its own periods with its own targets.
    targets: [
      {
        ...target,
        id: 'pilots',
        title: '试点生活圈达到基础保障类',
        kind: 'pilots',
        tierId: 'jichu',
        goal: 6,
        unit: '个',
        denominator: 6,
        denominatorLabel: '试点生活圈',
        dueDate: '2024-12-31',
      },
      {
        ...target,
        id: 'jichu-share',
        title: '社区达到基础保障类',
        kind: 'tier-share',
        tierId: 'jichu',
        goal: 0.9,
        denominator: urban,
        dueDate: '2025-12-31',
      },
      {
        ...target,
        id: 'tisheng-share',
        title: '社区达到提升示范类',
        kind: 'tier-share',
        tierId: 'tisheng',
        goal: 0.4,
        denominator: urban,
        dueDate: '2025-12-31',
      },
      {
        ...target,
        id: 'satisfaction',
        title: '居民对社区生活服务的满意度',
        kind: 'satisfaction',
        tierId: null,
        goal: 0.9,
        denominator: 1,
        denominatorLabel: '已答问卷',
        dueDate: '2025-12-31',
      },
    ],
  }
}

function factsOf(communityName: string, facts: CommunityFacts): CircleFactEntry[] {
  const about = { communityName, observedOn: facts.recordedOn, evidence: '示例数据' }
  return [
    ...Object.entries(facts.values).map(([key, value]) => ({ ...about, key, value })),
    ...Object.entries(facts.surveys).map(([key, value]) => ({ ...about, key: `survey:${key}`, value })),
    ...Object.entries(facts.evidence).map(([key, value]) => ({ ...about, key: `evidence:${key}`, value })),
  ]
}
