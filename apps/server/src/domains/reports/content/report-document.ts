import type { Block, PaperDocument, Picture } from '@xiayi/paper/document'
import type { CirclePaper, ReportFacts } from '../report-facts.ts'
import { circleFirstPage, clauseBlocks, evidenceBlocks, historyBlocks, methodBlocks } from './circle-blocks.ts'
import { countyBlocks, ranked } from './county-blocks.ts'
import { metaOf } from './report-words.ts'

/** How the maps of a report are drawn; undefined where there is no ground to draw. */
export interface ReportPictures {
  county(): Picture | undefined
  circle(paper: CirclePaper): Picture | undefined
}

function circleTitle(name: string): string {
  return `${name}评价报告`
}

export function circleDocument(facts: ReportFacts, pictures: ReportPictures): PaperDocument {
  const [paper] = facts.circles
  if (paper === undefined) throw new RangeError('a circle report of no circle')
  const { evaluation } = paper.circle
  return {
    meta: metaOf(facts, circleTitle(paper.circle.name)),
    blocks: [
      ...circleFirstPage(facts, paper, { picture: pictures.circle(paper), isChapter: false }),
      ...(evaluation === null
        ? []
        : [...clauseBlocks(evaluation, { startsPage: true, level: 1 }), ...evidenceBlocks(evaluation)]),
      ...historyBlocks(paper),
      ...methodBlocks(facts, paper),
    ],
  }
}

export function countyDocument(facts: ReportFacts, pictures: ReportPictures): PaperDocument {
  const circles = ranked(facts).flatMap((paper): Block[] =>
    circleFirstPage(facts, paper, { picture: pictures.circle(paper), isChapter: true }),
  )
  return {
    meta: metaOf(facts, `${facts.countyName}生活圈报告`),
    blocks: [...countyBlocks(facts, pictures.county()), ...methodBlocks(facts, undefined), ...circles],
  }
}
