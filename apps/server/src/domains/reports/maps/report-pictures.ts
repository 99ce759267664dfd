import { drawLegend } from '@xiayi/paper/map-furniture'
import { countWords } from '@xiayi/ui/format'
import type { ReportPictures } from '../content/report-document.ts'
import type { ReportFacts } from '../report-facts.ts'
import { drawCircleMap } from './circle-map.ts'
import type { Ground } from './ground.ts'
import { baseLegend, drawTierMap, tierLegend } from './tier-map.ts'

/** The first page is filled: what the list of gaps leaves is the map's. */
function circleHeight(gaps: number): number {
  return 250 + (5 - Math.min(5, gaps)) * 34
}

const COUNTY_HEIGHT = 400
const LEGEND = 126

/** The maps inside a report. */
export function reportPictures(facts: ReportFacts, ground: Ground): ReportPictures {
  return {
    county: () =>
      facts.map.features.length === 0
        ? undefined
        : {
            kind: 'picture',
            height: COUNTY_HEIGHT,
            words: `${facts.countyName}各社区的等级图：${tierLegend(facts)
              .map(({ words, note }) => `${words} ${note ?? ''}`)
              .join('，')}`,
            draw(surface, box) {
              drawTierMap(surface, { ...box, width: box.width - LEGEND - 10 }, facts, ground)
              drawLegend(surface, [...tierLegend(facts), ...baseLegend], {
                x: box.x + box.width - LEGEND,
                y: box.y,
                width: LEGEND,
              })
            },
          },
    circle: (paper) => ({
      kind: 'picture',
      height: circleHeight(facts.gaps.filter((gap) => gap.circleId === paper.circle.id).length),
      words: [
        `${paper.circle.name}的步行范围图`,
        ...(paper.walkshed?.features ?? []).map(
          ({ properties }) => `${properties.minutes} 分钟内 ${countWords(properties.residents)} 人`,
        ),
      ].join('，'),
      draw: (surface, box) => drawCircleMap(surface, box, { facts, paper, ground }),
    }),
  }
}
