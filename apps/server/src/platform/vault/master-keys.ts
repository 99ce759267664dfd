import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError } from '../config/config.ts'

/**
 * Master keys wrap data keys and nothing else, and never lie in the database. The first one wraps; the others only open
 * what was wrapped before a change. They come from `VAULT_KEY`, or from `<data>/keys/master.key` (mode 0600), which the
 * first start makes: one key a line, 64 hex digits, newest first.
 */
export interface MasterKey {
  /** 16 hex digits that tell keys apart and nothing about them */
  readonly id: string
  readonly key: Buffer
}

export interface MasterKeys {
  readonly current: MasterKey
  readonly byId: ReadonlyMap<string, MasterKey>
  /** the variable or the file, as a message names it */
  readonly where: string
}

const KEY_BYTES = 32

export function masterKeyFile(dataDir: string): string {
  return join(dataDir, 'keys', 'master.key')
}

export function newMasterKey(): MasterKey {
  return withId(randomBytes(KEY_BYTES))
}

/** @throws ConfigError when a part is no key; the text itself is never repeated */
export function masterKeysFrom(text: string, where: string): MasterKeys {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      if (!/^[0-9a-f]{64}$/i.test(part))
        throw new ConfigError(`${where} holds keys of 64 hex digits each (openssl rand -hex 32); it is something else`)
      return withId(Buffer.from(part, 'hex'))
    })
  const current = keys[0]
  if (current === undefined)
    throw new ConfigError(`${where} holds no key. Put the key back from where you keep your backups.`)
  return { current, byId: new Map(keys.map((key) => [key.id, key])), where }
}

/** The keys of the file; undefined when there is no file. @throws ConfigError when others can read it, or it is broken */
export async function readMasterKeys(file: string): Promise<MasterKeys | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ConfigError(`${file} cannot be read (${error.code}). Let the user that runs the server read it.`)
  })
  if (found === undefined) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new ConfigError(
      `${file} can be read by others (mode ${(found.mode & 0o777).toString(8)}). Run: chmod 600 ${file}`,
    )
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`${file} cannot be read (${error.code}). Let the user that runs the server read it.`)
  })
  return masterKeysFrom(text, file)
}

/** Makes the file with one key, unless another process was faster; returns what is there then. */
export async function makeMasterKeys(file: string): Promise<MasterKeys> {
  const temporary = await written(file, [newMasterKey()])
  try {
    await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(temporary, { force: true })
  }
  await syncFolder(dirname(file))
  const keys = await readMasterKeys(file)
  if (keys === undefined) throw new ConfigError(`${file} went away while it was made. Start again.`)
  return keys
}

/** Puts other keys into the file, whole or not at all. */
export async function replaceMasterKeys(file: string, keys: readonly MasterKey[]): Promise<void> {
  const temporary = await written(file, keys)
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

function withId(key: Buffer): MasterKey {
  return { id: createHash('sha256').update('xiayi master key').update(key).digest('hex').slice(0, 16), key }
}

async function written(file: string, keys: readonly MasterKey[]): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${keys.map(({ key }) => key.toString('hex')).join('\n')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return temporary
}

/** After a power cut the name is there with the bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
