import { createServer } from 'node:net'
import { codeOf, Failure } from './failure.mjs'

/**
 * A port counts as free when both the wildcard and the loopback address can be bound: somebody may hold only one.
 *
 * @param {number} port
 */
export async function isFree(port) {
  return (await canBind(port, '::')) && (await canBind(port, '127.0.0.1'))
}

/**
 * The first free port from `first` on.
 *
 * @param {number} first
 * @param {(port: number) => void} [onTaken] called for each port that somebody else holds
 */
export async function freePortFrom(first, onTaken) {
  for (let port = first; port < Math.min(first + 100, 65_536); port++) {
    if (await isFree(port)) return port
    onTaken?.(port)
  }
  throw new Failure(
    `端口 ${first} 到 ${first + 99} 都被占用；用 PORT=… 指定别的端口。(ports ${first}-${first + 99} are taken: set PORT)`,
  )
}

/** Any free loopback port. Somebody may take it before it is used: the caller tries again. */
export async function anyFreePort() {
  const server = createServer()
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port from the system')
  return address.port
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canBind(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE') resolve(false)
      // No IPv6 here: the loopback answer decides.
      else if (code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL') resolve(true)
      else if (code === 'EACCES')
        reject(
          new Failure(`没有权限使用端口 ${port}；用 PORT=… 指定 1024 以上的端口。(no permission for port ${port})`),
        )
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
