import type { PaperDocument } from '@xiayi/paper/document'
import { writeDocx } from '@xiayi/paper/docx-document'
import { printPdf } from '@xiayi/paper/pdf-document'
import { printSheet } from '@xiayi/paper/pdf-sheet'
import { writeWorkbook } from '@xiayi/paper/workbook'
import { circlesGeoJson } from '../content/circles-geojson.ts'
import { figureNotes, figureTables } from '../content/figures.ts'
import { circleDocument, countyDocument } from '../content/report-document.ts'
import { metaOf } from '../content/report-words.ts'
import type { Ground } from '../maps/ground.ts'
import { drawMapSheet } from '../maps/map-sheet.ts'
import { reportPictures } from '../maps/report-pictures.ts'
import type { ReportFacts } from '../report-facts.ts'
import type { PrintOrder } from './print-messages.ts'

/** Facts to bytes: pure but for the font files it reads. */
export async function printReport(
  order: PrintOrder,
  facts: ReportFacts,
  ground: Ground,
  onProgress: (share: number) => void,
): Promise<Uint8Array> {
  const meta = metaOf(facts, order.title)
  if (order.format === 'geojson') return Buffer.from(circlesGeoJson(facts, order.title))
  if (order.format === 'xlsx') return writeWorkbook(meta, figureNotes(facts), figureTables(facts))
  if (order.kind === 'map')
    return printSheet(meta, 'a3-landscape', (surface, page) => drawMapSheet(surface, page, facts, ground))
  const document = documentOf(order, facts, ground)
  return order.format === 'docx' ? writeDocx(document, { onProgress }) : printPdf(document, { onProgress })
}

function documentOf(order: PrintOrder, facts: ReportFacts, ground: Ground): PaperDocument {
  const pictures = reportPictures(facts, ground)
  return order.kind === 'circle' ? circleDocument(facts, pictures) : countyDocument(facts, pictures)
}
