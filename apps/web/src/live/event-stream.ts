import { type LiveEvent, liveEvent } from '@xiayi/contract/system'
import { pathWith } from './request.ts'

/**
 * One event stream for the whole page. It opens with the first listener, closes with the last, and the browser
 * reconnects it by itself. Listeners also poll, so a proxy that swallows streams costs delay and nothing else.
 */
const TOPICS = 'job,places.changed,circles.evaluated'
const listeners = new Set<(event: LiveEvent) => void>()
let stream: EventSource | null = null

function receive(message: MessageEvent<string>) {
  const parsed = liveEvent.safeParse(JSON.parse(message.data))
  if (parsed.success) for (const listener of listeners) listener(parsed.data)
}

export function listenLive(county: string, listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  if (stream === null) {
    stream = new EventSource(pathWith('/api/live', { topics: TOPICS, county }))
    stream.addEventListener('message', receive)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stream?.close()
    stream = null
  }
}
