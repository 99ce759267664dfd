import { Problem } from '../../../platform/problem/problem.ts'

export type TableFileKind = 'xlsx' | 'json' | 'text' | 'tiff'

/** Kinds that people upload by mistake, by their first bytes, with what to do instead. */
const OTHERS: readonly { readonly starts: readonly number[]; readonly name: string; readonly remedy: string }[] = [
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: '旧版 Excel（.xls）', remedy: '请在 Excel 或 WPS 中另存为 .xlsx 或 CSV' },
  { starts: [0x25, 0x50, 0x44, 0x46], name: 'PDF', remedy: '请用原始表格文件' },
  { starts: [0x1f, 0x8b], name: 'gzip 压缩包', remedy: '请解压后再传' },
  { starts: [0x52, 0x61, 0x72, 0x21], name: 'RAR 压缩包', remedy: '请解压后再传' },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], name: '7z 压缩包', remedy: '请解压后再传' },
  { starts: [0x89, 0x50, 0x4e, 0x47], name: 'PNG 图片', remedy: '请用表格文件' },
  { starts: [0xff, 0xd8, 0xff], name: 'JPEG 图片', remedy: '请用表格文件' },
  { starts: [0x4d, 0x5a], name: 'Windows 程序', remedy: '请用表格文件' },
  { starts: [0x7f, 0x45, 0x4c, 0x46], name: '程序文件', remedy: '请用表格文件' },
]

/** What a file is, told by its content and never by its name. @throws Problem import-format naming what it is instead */
export function fileKindOf(bytes: Uint8Array): TableFileKind {
  const starts = (pattern: readonly number[]) => pattern.every((byte, i) => bytes[i] === byte)
  const other = OTHERS.find((each) => starts(each.starts))
  if (other !== undefined) throw new Problem('import-format', `这是${other.name}，读不了。${other.remedy}。`)
  if (starts([0x50, 0x4b, 0x03, 0x04]) || starts([0x50, 0x4b, 0x05, 0x06])) return 'xlsx'
  const isTiff =
    starts([0x49, 0x49, 0x2a, 0]) ||
    starts([0x4d, 0x4d, 0, 0x2a]) ||
    starts([0x49, 0x49, 0x2b, 0]) ||
    starts([0x4d, 0x4d, 0, 0x2b])
  if (isTiff) return 'tiff'
  if (/^(?:\xef\xbb\xbf)?\s*\{/.test(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))) return 'json'
  if (
    /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|osm|kml|gpx|html|!DOCTYPE)/i.test(
      Buffer.from(bytes.subarray(0, 1024)).toString('latin1'),
    )
  )
    throw new Problem(
      'import-format',
      '这是 XML 或网页文件，读不了。网点请用 CSV、XLSX 或 GeoJSON，地图请选“街道地图”。',
    )
  if (Buffer.from(bytes.subarray(4, 24)).toString('latin1').includes('OSMHeader'))
    throw new Problem('import-format', '这是 OpenStreetMap 地图文件。请在类型里选“街道地图”再传。')
  return 'text'
}
