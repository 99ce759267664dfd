import { Failure } from './failure.mjs'

/**
 * PORT, or 3000.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function firstPort(env) {
  const text = env['PORT']
  if (text === undefined || text === '') return 3000
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Failure(`PORT 是 "${text}"，应是 1 到 65535 的整数。(PORT takes a whole number from 1 to 65535)`)
}
