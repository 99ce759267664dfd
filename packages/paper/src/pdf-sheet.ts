import type { PaperMeta } from './document.ts'
import { bytesOf, openPdf, PAGE_SIZES, type PageSize } from './pdf-pages.ts'
import { pdfSurface } from './pdf-surface.ts'
import type { Box, Surface } from './surface.ts'

/** One large sheet, such as a map to hang: the drawing gets the whole page and frames itself. */
export async function printSheet(
  meta: PaperMeta,
  size: PageSize,
  draw: (surface: Surface, page: Box) => void,
): Promise<Buffer> {
  const pdf = openPdf(meta, size)
  const bytes = bytesOf(pdf)
  const [width, height] = PAGE_SIZES[size]
  draw(pdfSurface(pdf), { x: 0, y: 0, width, height })
  pdf.outline.addItem(meta.title)
  pdf.end()
  return bytes
}
