import { addProtocol } from 'maplibre-gl'

/**
 * Tiles by our own loader: a busy server answers 503 and says when to come back, and a map that took this for an answer
 * would keep a hole until the next pan.
 */
const PROTOCOL = 'county'
const TRIES = 4
const LONGEST_WAIT_MS = 4000

export function tileAddress(county: string): string {
  return `${PROTOCOL}://${location.host}/api/places/tiles/{z}/{x}/{y}.mvt?county=${encodeURIComponent(county)}`
}

function waitOf(reply: Response, tried: number): number {
  const asked = Number(reply.headers.get('retry-after')) * 1000
  return Math.min(LONGEST_WAIT_MS, asked > 0 ? asked : 300 * 2 ** tried)
}

async function load(url: string, signal: AbortSignal, tried = 0): Promise<ArrayBuffer> {
  const reply = await fetch(url, { signal })
  if (reply.status === 204) return new ArrayBuffer(0)
  if (reply.ok) return reply.arrayBuffer()
  if (reply.status !== 503 || tried + 1 === TRIES) throw new Error(`${url}: ${reply.status}`)
  await new Promise((resolve) => setTimeout(resolve, waitOf(reply, tried)))
  signal.throwIfAborted()
  return load(url, signal, tried + 1)
}

export function registerTileLoader(): void {
  addProtocol(PROTOCOL, async ({ url }, { signal }) => ({
    data: await load(url.replace(`${PROTOCOL}:`, location.protocol), signal),
  }))
}
