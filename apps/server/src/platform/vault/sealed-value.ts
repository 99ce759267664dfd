import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/**
 * The bytes of a sealed value: suite (1 byte, 0x01 = AES-256-GCM), key id (4, big-endian), nonce (12), ciphertext, tag (16).
 * The tag also covers the header, the county, the purpose and the subject, each with its length before it: a value that was
 * moved to another row, column or county does not open. A nonce is random, so one key seals at most 2^32 values
 * (NIST SP 800-38D, 8.3); rotation starts a fresh one.
 */
const SUITE_AES_256_GCM = 1
const HEADER_BYTES = 5
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Who a value belongs to and what it is for. */
export interface Binding {
  readonly county: string
  readonly purpose: string
  readonly subjectId: string
}

/** Why a value does not open; never says what it holds. */
export class SealError extends Error {}

export function sealWith(key: Buffer, keyId: number, binding: Binding, plain: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(SUITE_AES_256_GCM, 0)
  header.writeUInt32BE(keyId, 1)
  return Buffer.concat([header, encrypt(key, Buffer.from(plain, 'utf8'), authenticated(header, binding))])
}

/** @throws SealError when a byte was changed, or the value belongs elsewhere */
export function openWith(key: Buffer, binding: Binding, sealed: Buffer): string {
  const header = sealed.subarray(0, HEADER_BYTES)
  return decrypt(key, sealed.subarray(HEADER_BYTES), authenticated(header, binding)).toString('utf8')
}

/** @throws SealError when this is no sealed value */
export function keyIdOf(sealed: Buffer): number {
  if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES)
    throw new SealError(`a sealed value has at least ${HEADER_BYTES + NONCE_BYTES + TAG_BYTES} bytes`)
  const suite = sealed.readUInt8(0)
  if (suite !== SUITE_AES_256_GCM) throw new SealError(`a sealed value of suite ${suite}, which is not known here`)
  return sealed.readUInt32BE(1)
}

/** A data key under a master key: nonce, ciphertext, tag. 60 bytes for a key of 32. */
export function wrapKey(master: Buffer, key: Buffer, binding: readonly string[]): Buffer {
  return encrypt(master, key, framed(['xiayi data key', ...binding]))
}

/** @throws SealError with another master key, or for another county or family */
export function unwrapKey(master: Buffer, wrapped: Buffer, binding: readonly string[]): Buffer {
  return decrypt(master, wrapped, framed(['xiayi data key', ...binding]))
}

/** HMAC-SHA-256 over the parts, each with its length before it. */
export function macOf(key: Buffer, parts: readonly string[]): Buffer {
  return createHmac('sha256', key).update(framed(parts)).digest()
}

function authenticated(header: Buffer, binding: Binding): Buffer {
  return Buffer.concat([header, framed([binding.county, binding.purpose, binding.subjectId])])
}

/** Lengths before the parts: ("ab", "c") and ("a", "bc") are different bytes. */
function framed(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(aad)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, bytes: Buffer, aad: Buffer): Buffer {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealError('too short to be sealed')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(aad)
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()])
  } catch (error) {
    throw new SealError('it was changed, or sealed with another key or for another row, purpose or county', {
      cause: error,
    })
  }
}
