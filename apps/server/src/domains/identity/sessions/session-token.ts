import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits that only the browser holds. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text)
}

/** The county is part of what is hashed: a row that is carried into another county's tables opens nothing there. */
export function tokenHash(county: string, token: string): Buffer {
  return createHash('sha256').update(`${county} ${token}`).digest()
}
