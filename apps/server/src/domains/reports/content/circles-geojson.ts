import type { CirclePaper, ReportFacts } from '../report-facts.ts'
import { lookOf, metaOf, stateLooks } from './report-words.ts'

/**
 * Circles with their figures for a desktop GIS: RFC 7946, WGS84, one feature a community of a circle. `metadata` is a foreign
 * member, which the standard allows and readers keep or leave.
 */
export function circlesGeoJson(facts: ReportFacts, title: string): string {
  const { date, source, speed } = metaOf(facts, title)
  const papers = new Map(facts.circles.map((paper) => [paper.circle.id, paper]))
  return JSON.stringify({
    type: 'FeatureCollection',
    metadata: {
      title,
      county: facts.countyCode,
      countyName: facts.countyName,
      isExample: facts.isExample,
      source,
      date,
      readAt: facts.readAt,
      revision: facts.revision,
      speed,
      standardId: facts.summary.standardId,
      standardVersion: facts.standardVersion,
      standardIsOfficial: facts.summary.isOfficial,
      networkVersion: facts.network?.version ?? null,
      crs: 'OGC:CRS84',
    },
    features: facts.map.features.flatMap(({ geometry, properties }) => {
      const paper = papers.get(properties.circleId)
      if (paper === undefined) return []
      return [
        {
          type: 'Feature',
          id: `${properties.circleId}/${properties.communityId}`,
          geometry,
          properties: { ...properties, ...figuresOf(paper), is_example: facts.isExample },
        },
      ]
    }),
  })
}

function figuresOf({ circle, walkshed }: CirclePaper): Record<string, unknown> {
  const within = walkshed?.features.find((feature) => feature.properties.minutes === 15)?.properties
  return {
    circleName: circle.name,
    tierName: lookOf(circle).word,
    circleResidents: circle.residents,
    residentsOffNetwork: circle.evaluation?.residentsOffNetwork ?? null,
    passed: circle.passed,
    failed: circle.failed,
    unknown: circle.unknown,
    mainReason: circle.mainReason,
    evaluatedAt: circle.evaluatedAt,
    walkshed15Residents: within?.residents ?? null,
    walkshed15Km2: within?.areaKm2 ?? null,
    clauses: (circle.evaluation?.clauses ?? []).map((clause) => ({
      id: clause.clauseId,
      title: clause.title,
      state: clause.state,
      stateName: stateLooks[clause.state].word,
      ...clause.figure,
      verified: clause.verified,
    })),
  }
}
