import { textWidth } from '@xiayi/paper/fonts'
import { drawLegend, legendHeight } from '@xiayi/paper/map-furniture'
import { drawStateMark, drawTag, drawTierShape, EXAMPLE_WORDS } from '@xiayi/paper/marks'
import { type Box, drawBox, drawLine, type Surface } from '@xiayi/paper/surface'
import { wrapText } from '@xiayi/paper/wrap-text'
import { countWords, dayWords } from '@xiayi/ui/format'
import { targetWords } from '@xiayi/ui/target-words'
import { colours } from '@xiayi/ui/tokens'
import { ranked } from '../content/county-blocks.ts'
import { lookOf, metaOf } from '../content/report-words.ts'
import type { ReportFacts } from '../report-facts.ts'
import type { Ground } from './ground.ts'
import { baseLegend, drawTierMap, tierLegend } from './tier-map.ts'

const SIDE = 236
const EDGE = 34
const HEAD = 62
const FOOT = 26

function mapTitle(facts: Pick<ReportFacts, 'countyName'>): string {
  return `${facts.countyName}十五分钟生活圈等级图`
}

/** The A3 sheet: title, map, and beside it the legend, the targets and the circles by rank. */
export function drawMapSheet(surface: Surface, page: Box, facts: ReportFacts, ground: Ground): void {
  drawBox(surface, page, { fill: colours.paper })
  const inner = { x: EDGE, y: EDGE, width: page.width - 2 * EDGE, height: page.height - 2 * EDGE }
  drawHead(surface, inner, facts)
  const map = { x: inner.x, y: inner.y + HEAD, width: inner.width - SIDE - 20, height: inner.height - HEAD - FOOT }
  drawTierMap(surface, map, facts, ground)
  drawSide(surface, { x: inner.x + inner.width - SIDE, y: map.y, width: SIDE, height: map.height }, facts)
  drawFoot(surface, inner, facts)
  drawBox(
    surface,
    { x: EDGE - 13, y: EDGE - 13, width: inner.width + 26, height: inner.height + 26 },
    { stroke: { colour: colours.chestnut, width: 1.6 } },
  )
  drawBox(
    surface,
    { x: EDGE - 9, y: EDGE - 9, width: inner.width + 18, height: inner.height + 18 },
    { stroke: { colour: colours.chestnut, width: 0.5 } },
  )
}

function drawHead(surface: Surface, box: Box, facts: ReportFacts): void {
  const title = mapTitle(facts)
  surface.text(title, { x: box.x, y: box.y + 32 }, { size: 31, weight: 'bold', colour: colours.ink })
  if (facts.isExample)
    drawTag(
      surface,
      EXAMPLE_WORDS,
      { x: box.x + textWidth(title, 31, 'bold') + 16, y: box.y + 28, size: 13 },
      { ink: colours.example, soft: colours.exampleSoft },
    )
  const { summary } = facts
  surface.text(
    `${summary.standardTitle} ${facts.standardVersion}${summary.isOfficial ? '' : '（非官方）'} · 评价于${summary.evaluatedAt === null ? '（还没有）' : dayWords(summary.evaluatedAt)} · ${metaOf(facts, title).speed}`,
    { x: box.x, y: box.y + 51 },
    { size: 10.5, colour: colours.inkSoft },
  )
}

function drawFoot(surface: Surface, box: Box, facts: ReportFacts): void {
  const meta = metaOf(facts, mapTitle(facts))
  const y = box.y + box.height - 4
  surface.text(`来源：${meta.source}`, { x: box.x, y }, { size: 8, colour: colours.inkSoft })
  surface.text(
    `${meta.date} · 投影 Web 墨卡托，比例尺在图中央准确（A3 原大打印）`,
    { x: box.x + box.width, y, align: 'right' },
    { size: 8, colour: colours.inkSoft },
  )
}

function drawSide(surface: Surface, box: Box, facts: ReportFacts): void {
  let { y } = box
  const heading = (text: string) => {
    surface.text(text, { x: box.x, y: y + 12 }, { size: 12.5, weight: 'bold', colour: colours.chestnut })
    drawLine(surface, [box.x, y + 18, box.x + box.width, y + 18], { colour: colours.lineStrong, width: 0.8 })
    y += 25
  }
  heading('等级')
  const tiers = tierLegend(facts)
  drawLegend(surface, tiers, { x: box.x, y, width: box.width })
  y += legendHeight(tiers) + 9
  heading('目标')
  for (const target of facts.summary.targets) {
    const words = targetWords(target)
    drawStateMark(surface, target.isMet === null ? 'unknown' : target.isMet ? 'pass' : 'fail', {
      x: box.x + 5,
      y: y + 5,
      size: 9,
    })
    surface.text(target.title, { x: box.x + 14, y: y + 8.5 }, { size: 9, colour: colours.ink })
    surface.text(
      words.main,
      { x: box.x + box.width, y: y + 8.5, align: 'right' },
      { size: 9, weight: 'bold', colour: colours.ink },
    )
    surface.text(
      [words.base, words.goal].filter((part) => part !== null).join(' · '),
      { x: box.x + 14, y: y + 20 },
      { size: 7.5, colour: colours.inkSoft },
    )
    y += 28
  }
  y += 3
  heading('图例')
  drawLegend(surface, baseLegend, { x: box.x, y, width: box.width })
  y += legendHeight(baseLegend) + 9
  heading(`生活圈 ${countWords(facts.summary.circles)} 个`)
  drawRanking(surface, { ...box, y, height: box.y + box.height - y }, facts)
}

/** As many as fit; what does not is counted. */
function drawRanking(surface: Surface, box: Box, facts: ReportFacts): void {
  const all = ranked(facts)
  const row = 13.6
  const room = Math.max(0, Math.floor(box.height / row))
  const shown = all.length <= room ? all : all.slice(0, room - 1)
  shown.forEach(({ circle }, i) => {
    const y = box.y + i * row
    drawTierShape(surface, lookOf(circle), { x: box.x + 5, y: y + 5.5, size: 9 })
    const [name = ''] = wrapText(circle.name, box.width - 88, { size: 8.6, maxLines: 1 })
    surface.text(name, { x: box.x + 14, y: y + 9 }, { size: 8.6, colour: colours.ink })
    surface.text(
      `${circle.residents === null ? '—' : countWords(circle.residents)} 人`,
      { x: box.x + box.width, y: y + 9, align: 'right' },
      { size: 8, colour: colours.inkSoft },
    )
  })
  if (shown.length < all.length)
    surface.text(
      `另有 ${all.length - shown.length} 个，见全县报告`,
      { x: box.x, y: box.y + shown.length * row + 9 },
      { size: 8, colour: colours.inkSoft },
    )
}
