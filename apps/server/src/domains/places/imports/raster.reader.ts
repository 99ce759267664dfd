import type { Box } from '@xiayi/geo/boxes'
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { Problem } from '../../../platform/problem/problem.ts'

/** One cell with people; or a run of cells along a row where nobody lives (`value` 0). */
export interface RasterCell {
  readonly box: Box
  readonly value: number
}

/** What a raster says of the world around the county. */
export interface AroundCounty {
  readonly cells: number
  readonly people: number
}

export interface Raster {
  readonly width: number
  readonly height: number
  readonly box: Box
  readonly noData: number | null
  /**
   * Hands over what the raster says of the cells whose middle lies within `bounds`, row by row from the north; a cell without
   * data is not handed over. Returns how many people and cells with people lie around them, null when the raster is too
   * large to count them.
   */
  read(bounds: Box, onCell: (cell: RasterCell) => void): Promise<AroundCounty | null>
}

const LIMITS = {
  side: 200_000,
  blockBytes: 64 * 1024 * 1024,
  /** cells of the county */
  windowCells: 16_000_000,
  /** a province in cells of 100 m; a larger raster is read where the county is and not around it */
  wholeCells: 64_000_000,
} as const
const ROWS_AT_ONCE = 64
const CELLS_AT_ONCE = 4_000_000

/** A GeoTIFF of one band in WGS84 degrees, north up, as WorldPop publishes. @throws Problem import-format, import-limits */
export async function readRaster(bytes: Uint8Array): Promise<Raster> {
  const image = await opened(bytes)
  const width = image.getWidth()
  const height = image.getHeight()
  if (!(width > 0 && height > 0 && width <= LIMITS.side && height <= LIMITS.side))
    throw new Problem('import-limits', `栅格有 ${width} × ${height} 格，超出上限。请裁剪到县域再传。`)
  const blockBytes = image.getTileWidth() * image.getTileHeight() * Math.max(1, image.getSamplesPerPixel()) * 8
  if (!(blockBytes <= LIMITS.blockBytes))
    throw new Problem('import-limits', '栅格的分块太大，读它要太多内存。请用 GDAL 或 QGIS 重新保存（分块 256）再传。')
  if (image.getSamplesPerPixel() !== 1)
    throw new Problem('import-format', `栅格有 ${image.getSamplesPerPixel()} 个波段，只能读一个波段的人口数。`)
  refuseOtherProjection(image)
  const box = boxOf(image)
  const noData = image.getGDALNoData()
  const stepX = (box[2] - box[0]) / width
  const stepY = (box[3] - box[1]) / height
  const west = (column: number) => box[0] + column * stepX
  const north = (row: number) => box[3] - row * stepY

  async function read(bounds: Box, onCell: (cell: RasterCell) => void): Promise<AroundCounty | null> {
    const inside = {
      left: clamp(Math.ceil((bounds[0] - box[0]) / stepX - 0.5), width),
      right: clamp(Math.floor((bounds[2] - box[0]) / stepX - 0.5) + 1, width),
      top: clamp(Math.ceil((box[3] - bounds[3]) / stepY - 0.5), height),
      bottom: clamp(Math.floor((box[3] - bounds[1]) / stepY - 0.5) + 1, height),
    }
    const { left, right, top, bottom } = inside
    if ((right - left) * (bottom - top) > LIMITS.windowCells)
      throw new Problem('import-limits', '县域内的栅格格子太多。请用 100 米左右的栅格。')
    const isWhole = width * height <= LIMITS.wholeCells
    if (!isWhole && (right <= left || bottom <= top)) return null
    const [first, last, start, end] = isWhole ? [0, height, 0, width] : [top, bottom, left, right]
    const rowsAtOnce = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(CELLS_AT_ONCE / (end - start))))
    const around = { cells: 0, people: 0 }
    for (let from = first; from < last; from += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, last - from)
      const values = await windowOf(image, [start, from, end, from + rows])
      for (let i = 0; i < rows; i++) {
        const row = from + i
        const line: Line = { noData, valueAt: (column) => values[i * (end - start) + column - start] ?? Number.NaN }
        const isBeside = row < top || row >= bottom
        countPeople(line, start, isBeside ? end : left, around)
        if (isBeside) continue
        countPeople(line, right, end, around)
        handOver(line, left, right, (column, columns, value) =>
          onCell({ box: [west(column), north(row + 1), west(column + columns), north(row)], value }),
        )
      }
    }
    return isWhole ? around : null
  }
  return { width, height, box, noData, read }
}

interface Line {
  readonly noData: number | null
  readonly valueAt: (column: number) => number
}

/** Cells with people one by one, cells where nobody lives as runs, cells without data not at all. */
function handOver(
  { noData, valueAt }: Line,
  left: number,
  right: number,
  onRun: (column: number, columns: number, value: number) => void,
): void {
  for (let column = left, next = left; column < right; column = next) {
    const value = valueAt(column)
    next = column + 1
    // Below zero nobody can live: a no-data value that was written with other digits than its cells have.
    if (value === noData || !(value >= 0)) continue
    if (value === 0) while (next < right && valueAt(next) === 0) next++
    onRun(column, next - column, value)
  }
}

function countPeople(
  { noData, valueAt }: Line,
  from: number,
  to: number,
  sum: { cells: number; people: number },
): void {
  for (let column = from; column < to; column++) {
    const value = valueAt(column)
    if (!(value > 0) || value === noData || value === Infinity) continue
    sum.cells++
    sum.people += value
  }
}

function clamp(index: number, size: number): number {
  return Math.max(0, Math.min(size, index))
}

async function opened(bytes: Uint8Array): Promise<GeoTIFFImage> {
  try {
    const copy = new ArrayBuffer(bytes.byteLength)
    new Uint8Array(copy).set(bytes)
    return await (await fromArrayBuffer(copy)).getImage()
  } catch (error) {
    throw damaged(error)
  }
}

async function windowOf(image: GeoTIFFImage, window: [number, number, number, number]): Promise<ArrayLike<number>> {
  try {
    const [band] = await image.readRasters({ window, samples: [0], interleave: false })
    if (band === undefined || typeof band === 'number') throw new TypeError('no band')
    return band
  } catch (error) {
    throw damaged(error)
  }
}

function damaged(cause: unknown): Problem {
  return new Problem(
    'import-format',
    '栅格文件已损坏，或是读不了的 GeoTIFF。请重新下载，或用 QGIS 另存为 GeoTIFF 再传。',
    { cause },
  )
}

function refuseOtherProjection(image: GeoTIFFImage): void {
  const keys = image.getGeoKeys() ?? {}
  const geographic = keys.GeographicTypeGeoKey
  const isDegrees =
    keys.ProjectedCSTypeGeoKey === undefined && (geographic === undefined || geographic === 4326 || geographic === 4490)
  if (!isDegrees) throw new Problem('import-datum', '栅格不是 WGS84 经纬度。请用 QGIS 或 GDAL 转成 EPSG:4326 再传。')
}

function boxOf(image: GeoTIFFImage): Box {
  try {
    const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = image.getBoundingBox()
    const isBox = west < east && south < north && west >= -181 && east <= 181 && south >= -91 && north <= 91
    if (isBox) return [west, south, east, north]
  } catch {
    // No affine transform: the same answer as a box that is none.
  }
  throw new Problem('import-format', '栅格里没有地理位置（经纬度范围）。请用带坐标的 GeoTIFF。')
}
