import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CountyDb, Tx } from '../db/db.ts'
import { currentUnit } from '../db/unit-of-work.ts'
import { Problem } from '../problem/problem.ts'

/**
 * Files by the SHA-256 of their bytes, under `<data>/files/<county>/ab/abcd…`. A file is written under a random name,
 * synced, renamed, and only then named in the database: a row never lacks its bytes. Bytes without a row for more than a day
 * are named by `xiayi verify`; what a killed process left half-taken is removed a day later, at a start.
 */
export interface StoredFile {
  readonly sha256: string
  readonly bytes: number
}

export class Files {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  path(county: string, sha256: string): string {
    return join(this.#root, county, sha256.slice(0, 2), sha256)
  }

  read(county: string, sha256: string): Promise<Buffer> {
    return readFile(this.path(county, sha256))
  }

  /** Into memory that threads share, so that handing the bytes to one copies nothing. */
  async readShared(county: string, sha256: string): Promise<Uint8Array> {
    const handle = await open(this.path(county, sha256))
    try {
      const bytes = new Uint8Array(new SharedArrayBuffer((await handle.stat()).size))
      let at = 0
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at)
        if (bytesRead === 0) break
        at += bytesRead
      }
      return bytes.subarray(0, at)
    } finally {
      await handle.close()
    }
  }

  stream(county: string, sha256: string): Readable {
    return createReadStream(this.path(county, sha256))
  }

  /** Takes a stream in; nothing is kept when it is too large or breaks. @throws Problem payload-too-large */
  async take(county: string, source: Readable, maxBytes: number): Promise<StoredFile> {
    const temporary = await this.#incoming(county)
    const hash = createHash('sha256')
    let bytes = 0
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (bytes > maxBytes) {
          const megabytes = Math.floor(maxBytes / 1024 / 1024)
          done(new Problem('payload-too-large', `文件超过 ${megabytes} MB 的上限。请拆分后再传。`))
          return
        }
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await pipeline(source, meter, createWriteStream(temporary, { flush: true }))
      const sha256 = hash.digest('hex')
      currentUnit()?.note(sha256)
      return await this.#settle(county, temporary, { sha256, bytes })
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  async write(county: string, bytes: Uint8Array): Promise<StoredFile> {
    const file = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
    const isThere = await access(this.path(county, file.sha256)).then(
      () => true,
      () => false,
    )
    if (isThere) return file
    const temporary = await this.#incoming(county)
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    } finally {
      await handle.close()
    }
    return this.#settle(county, temporary, file)
  }

  /** Removes bytes that no row names any more; gone already is well. */
  async remove(county: string, sha256: string): Promise<void> {
    await rm(this.path(county, sha256), { force: true })
  }

  /** hashes on disk, with their age */
  async list(county: string): Promise<readonly { sha256: string; modifiedAt: Date }[]> {
    const found: { sha256: string; modifiedAt: Date }[] = []
    const folders = await readdir(join(this.#root, county)).catch(() => [])
    for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name)))
      for (const name of await readdir(join(this.#root, county, folder)))
        found.push({ sha256: name, modifiedAt: (await stat(join(this.#root, county, folder, name))).mtime })
    return found
  }

  /** Removes what a killed process left half-taken; what is younger may still be arriving in another process. */
  async clearIncoming(county: string, olderThanMs: number): Promise<number> {
    const folder = join(this.#root, county, 'incoming')
    let removed = 0
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      const modified = await stat(path).catch(() => undefined)
      if (modified === undefined || Date.now() - modified.mtimeMs < olderThanMs) continue
      await rm(path, { force: true })
      removed++
    }
    return removed
  }

  async #incoming(county: string): Promise<string> {
    const folder = join(this.#root, county, 'incoming')
    await mkdir(folder, { recursive: true })
    return join(folder, randomUUID())
  }

  /** The folder is synced too: after a power cut the name is there with the bytes. */
  async #settle(county: string, temporary: string, file: StoredFile): Promise<StoredFile> {
    const target = this.path(county, file.sha256)
    await mkdir(dirname(target), { recursive: true })
    await rename(temporary, target)
    const folder = await open(dirname(target), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    return file
  }
}

/** Names stored bytes in the database; twice is once. */
export async function recordFile(tx: Tx, file: StoredFile, mediaType: string): Promise<void> {
  await tx
    .insertInto('file')
    .values({ sha256: file.sha256, bytes: file.bytes, media_type: mediaType })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

/** Takes a file's row away, before its bytes. @returns false when there was none @throws while another row refers to it */
export async function forgetFile(tx: Tx, sha256: string): Promise<boolean> {
  const gone = await tx.deleteFrom('file').where('sha256', '=', sha256).returning('sha256').executeTakeFirst()
  return gone !== undefined
}

export async function recordedFiles(county: CountyDb): Promise<readonly StoredFile[]> {
  return county.db.selectFrom('file').select(['sha256', 'bytes']).execute()
}
