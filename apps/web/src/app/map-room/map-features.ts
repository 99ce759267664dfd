import type { circleMap, walkshedCollection } from '@xiayi/contract/circles'
import { shapeCharacters, type Tier, tierLook } from '@xiayi/ui/TierMark.tsx'
import { bandColour } from '../../features/circles/WalkshedLegend.tsx'

type CircleMap = ReturnType<(typeof circleMap)['parse']>
type Walkshed = ReturnType<(typeof walkshedCollection)['parse']>

/** 滨湖路居委会 → 滨湖路: a map has little room. */
export function communityName(name: string): string {
  return name.replace(/(社区)?((居民|村民)?(居委会|村委会|委员会)|生活圈)$/, '') || name
}

export function tierFeatures(map: CircleMap | undefined, tiers: readonly Tier[]) {
  if (map === undefined) return null
  const features = map.features.map((feature) => {
    const { circleId, name, tierId, isEvaluated, residents } = feature.properties
    const { word, fill, shape } = tierLook(tiers, tierId, isEvaluated)
    const properties = {
      circleId,
      name: communityName(name),
      fill,
      shape: shapeCharacters[shape],
      word: ` ${word}`,
      residents,
    }
    return { ...feature, properties }
  })
  return { type: 'FeatureCollection', features }
}

/** Farthest band first: the nearest is painted last and lies on top. */
export function walkshedFeatures(walkshed: Walkshed | undefined) {
  if (walkshed === undefined || walkshed.features.length === 0) return null
  const features = [...walkshed.features]
    .sort((a, b) => b.properties.minutes - a.properties.minutes)
    .map((feature) => ({
      ...feature,
      properties: { minutes: feature.properties.minutes, colour: bandColour(feature.properties.minutes) },
    }))
  return { type: 'FeatureCollection', features }
}
