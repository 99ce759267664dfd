import { type Box, doBoxesOverlap } from '@xiayi/geo/boxes'
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { Problem } from '../../../platform/problem/problem.ts'

export interface RasterCell {
  readonly box: Box
  readonly value: number
}

export interface Raster {
  readonly width: number
  readonly height: number
  readonly box: Box
  readonly noData: number | null
  /** cells with a value above zero whose middle lies within `bounds`, row by row from the north */
  cells(bounds: Box): AsyncGenerator<RasterCell>
}

const LIMITS = { side: 200_000, blockBytes: 64 * 1024 * 1024, windowCells: 16_000_000 } as const
const ROWS_AT_ONCE = 64

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

  async function* cells(bounds: Box): AsyncGenerator<RasterCell> {
    if (!doBoxesOverlap(box, bounds)) return
    const left = Math.max(0, Math.floor((bounds[0] - box[0]) / stepX))
    const right = Math.min(width, Math.ceil((bounds[2] - box[0]) / stepX))
    const top = Math.max(0, Math.floor((box[3] - bounds[3]) / stepY))
    const bottom = Math.min(height, Math.ceil((box[3] - bounds[1]) / stepY))
    if ((right - left) * (bottom - top) > LIMITS.windowCells)
      throw new Problem('import-limits', '县域内的栅格格子太多。请用 100 米左右的栅格。')
    for (let row = top; row < bottom; row += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, bottom - row)
      const values = await windowOf(image, [left, row, right, row + rows])
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? 0
        if (!(value > 0) || value === noData) continue
        const column = left + (i % (right - left))
        const line = row + Math.floor(i / (right - left))
        const west = box[0] + column * stepX
        const north = box[3] - line * stepY
        const cell: Box = [west, north - stepY, west + stepX, north]
        const [x, y] = [west + stepX / 2, north - stepY / 2]
        if (x >= bounds[0] && x <= bounds[2] && y >= bounds[1] && y <= bounds[3]) yield { box: cell, value }
      }
    }
  }
  return { width, height, box, noData, cells }
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
