/**
 * The operator's token, asked for when the server wants it (docs/decisions/0003) and kept until the tab closes. One question at
 * a time: requests that are refused together share its answer.
 */
const KEPT = 'operator-token'

/** Shows why a token is wanted; null when the person gives up. */
export type TokenAsker = (why: string) => Promise<string | null>

let asker: TokenAsker | null = null
let question: Promise<boolean> | null = null

export function setTokenAsker(next: TokenAsker | null): void {
  asker = next
}

export function authorisation(): { authorization?: string } {
  const token = sessionStorage.getItem(KEPT)
  return token === null ? {} : { authorization: `Bearer ${token}` }
}

/** True when there is another token to try. */
export function askForToken(why: string): Promise<boolean> {
  question ??= ask(why).finally(() => {
    question = null
  })
  return question
}

async function ask(why: string): Promise<boolean> {
  const token = (await asker?.(why)) ?? null
  if (token === null) return false
  // A header takes printable ASCII only; anything else could not be a token.
  sessionStorage.setItem(KEPT, token.replace(/[^\x20-\x7e]/g, ''))
  return true
}
