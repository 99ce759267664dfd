const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const HEARTBEAT_MS = 15_000

/**
 * @typedef {{
 *   update(detail: string): void,
 *   done(detail?: string): void,
 *   fail(detail?: string): void,
 * }} Step
 * @typedef {{ step(title: string): Step, note(text: string): void }} Progress
 */

/**
 * One line for each step: a spinner on a terminal, plain lines anywhere else (a log must not hold control codes).
 *
 * @param {{ stream?: NodeJS.WriteStream, quietMs?: number }} [options] with `quietMs` a step shows only when it lasts
 *   longer than that, and leaves nothing behind
 * @returns {Progress}
 */
export function createProgress({ stream = process.stdout, quietMs = 0 } = {}) {
  return {
    step: (title) => (stream.isTTY ? spin(stream, title, quietMs) : tell(stream, title, quietMs)),
    note: (text) => void stream.write(`  ${text}\n`),
  }
}

/** @type {Progress} */
export const silent = {
  step: () => ({ update() {}, done() {}, fail() {} }),
  note() {},
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} title
 * @param {number} quietMs
 * @returns {Step}
 */
function spin(stream, title, quietMs) {
  const since = performance.now()
  let detail = ''
  let frame = 0
  let drawn = false
  const timer = setInterval(() => {
    if (performance.now() - since < quietMs) return
    drawn = true
    frame = (frame + 1) % FRAMES.length
    const line = `${FRAMES[frame]} ${title} ${seconds(since)} ${detail}`
    stream.write(`\r\x1b[2K${fit(line, stream.columns ?? 80)}`)
  }, 100)
  timer.unref()

  /** @param {string} mark @param {string} text */
  const end = (mark, text) => {
    clearInterval(timer)
    if (drawn) stream.write('\r\x1b[2K')
    if (quietMs === 0) stream.write(`${mark} ${title} ${seconds(since)}${text === '' ? '' : ` · ${text}`}\n`)
  }
  return {
    update: (text) => void (detail = text),
    done: (text = '') => end('✓', text),
    fail: (text = '') => end('✗', text),
  }
}

/**
 * A line at the start and one at the end; between them a sign of life every quarter of a minute.
 *
 * @param {NodeJS.WriteStream} stream
 * @param {string} title
 * @param {number} quietMs
 * @returns {Step}
 */
function tell(stream, title, quietMs) {
  const since = performance.now()
  let detail = ''
  const start = setTimeout(() => stream.write(`… ${title}\n`), quietMs)
  const heartbeat = setInterval(() => stream.write(`… ${title} ${seconds(since)} ${detail}\n`), HEARTBEAT_MS)
  start.unref()
  heartbeat.unref()

  /** @param {string} mark @param {string} text */
  const end = (mark, text) => {
    clearTimeout(start)
    clearInterval(heartbeat)
    if (quietMs === 0) stream.write(`${mark} ${title} ${seconds(since)}${text === '' ? '' : ` · ${text}`}\n`)
  }
  return {
    update: (text) => void (detail = text),
    done: (text = '') => end('✓', text),
    fail: (text = '') => end('✗', text),
  }
}

/**
 * Cut to the terminal's width, or the line wraps and the next redraw leaves it behind. Chinese characters take two cells.
 *
 * @param {string} line
 * @param {number} columns
 */
function fit(line, columns) {
  let width = 0
  let kept = ''
  for (const char of line) {
    width += (char.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1
    if (width >= columns) return kept
    kept += char
  }
  return kept
}
