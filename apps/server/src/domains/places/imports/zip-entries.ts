import { Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Problem } from '../../../platform/problem/problem.ts'

/** A workbook of 200,000 rows inflates to some 100 MB at a ratio of 10 to 20; bombs start far beyond. */
const ZIP_LIMITS = {
  entries: 1000,
  inflatedBytes: 200 * 1024 * 1024,
  ratio: 150,
  /** small entries may shrink as well as they like */
  freeBytes: 2 * 1024 * 1024,
} as const

const bomb = (what: string) =>
  new Problem('import-limits', `这个表格文件${what}，像是有意做大的文件，没有读取。请在 Excel 或 WPS 中另存后再传。`)

/** What is in an archive, checked by its directory before a byte is inflated. Nothing is ever written to disk. */
export async function openZip(bytes: Buffer): Promise<{
  readonly names: ReadonlySet<string>
  /** Inflates one entry; the real size is checked against the declared one and the limits while it runs. */
  read(name: string): Promise<Buffer>
}> {
  const zip = await opened(bytes)
  const entries = await listed(zip)
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > ZIP_LIMITS.inflatedBytes) throw bomb(`解开后有 ${Math.round(total / 1024 / 1024)} MB`)
  for (const entry of entries) refuseEntry(entry)
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]))
  let inflated = 0
  return {
    names: new Set(byName.keys()),
    async read(name) {
      const entry = byName.get(name)
      if (entry === undefined)
        throw new Problem('import-format', `表格文件里缺少 ${name}。请在 Excel 或 WPS 中另存后再传。`)
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          inflated += chunk.length
          if (inflated > ZIP_LIMITS.inflatedBytes) done(bomb('解开后比它声称的大得多'))
          else done(null, chunk)
        },
      })
      try {
        const source = await zip.openReadStreamPromise(entry)
        const [content] = await Promise.all([buffer(meter), pipeline(source, meter)])
        return content
      } catch (error) {
        throw damaged(error)
      }
    },
  }
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true })
  } catch (error) {
    throw damaged(error)
  }
}

async function listed(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > ZIP_LIMITS.entries) throw bomb(`里有 ${zip.entryCount} 个部分`)
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > ZIP_LIMITS.entries) throw bomb(`里有 ${ZIP_LIMITS.entries} 个以上部分`)
    }
  } catch (error) {
    throw damaged(error)
  }
  return entries
}

const SYMLINK = 0o120000

function refuseEntry(entry: Entry): void {
  const { fileName, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw new Problem('import-format', '这个表格文件有密码。请去掉密码后再传。')
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === SYMLINK) throw bomb('里有指向别处的链接')
  if (/\.(?:zip|xlsx|xlsm|docx|7z|rar|gz)$/i.test(fileName)) throw bomb('里又套着压缩包')
  if (uncompressedSize > ZIP_LIMITS.freeBytes && uncompressedSize > compressedSize * ZIP_LIMITS.ratio)
    throw bomb(
      `的 ${fileName.slice(0, 60)} 解开后大了 ${Math.round(uncompressedSize / Math.max(1, compressedSize))} 倍`,
    )
}

function damaged(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(
    'import-format',
    '这个表格文件已损坏，或内容与目录不符，没有读取。请在 Excel 或 WPS 中另存后再传。',
    {
      cause: error,
    },
  )
}
