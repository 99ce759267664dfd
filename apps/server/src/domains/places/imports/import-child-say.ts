import { writeSync } from 'node:fs'
import type { ChildMessage } from './import-child-messages.ts'

const AGAIN_MS = 5
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Writes one message to the parent. The pipe does not wait: it is full when the parent is too busy to read, and may take half a
 * message. News of progress is then left out; everything else waits for room. A line begun by the other thread may be cut in two by
 * this one, so a message starts a line of its own.
 */
export function say(message: ChildMessage, fd = 1): void {
  let rest = Buffer.from(`\n${JSON.stringify(message)}\n`)
  const isOptional = message.say === 'progress'
  for (let begun = false; rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(fd, rest))
      begun = true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      if (isOptional && !begun) return
      Atomics.wait(sleeper, 0, 0, AGAIN_MS)
    }
  }
}
