/**
 * What the person at the keyboard can act on. The top of every tool prints its message and nothing else; any other
 * error is a bug and keeps its stack.
 */
export class Failure extends Error {
  /** @param {string} message what is wrong and what to do next */
  constructor(message) {
    super(message)
    this.name = 'Failure'
  }
}

/** The person asked the tool to stop: not a failure, nothing to report. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'Stopped'
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the system's error code, such as ENOENT
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
