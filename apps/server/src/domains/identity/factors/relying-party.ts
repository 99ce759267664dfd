import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../../platform/config/config.ts'
import { Problem } from '../../../platform/problem/problem.ts'

/** Whom a passkey is for: the name in the address bar (W3C WebAuthn, 5.1.2 and 13.4.9). */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** @throws Problem conflict: an address of numbers has no name that a passkey could be bound to */
export function relyingPartyOf(request: FastifyRequest, { publicOrigin }: Config): RelyingParty {
  const origin = publicOrigin ?? `${request.protocol}://${request.host}`
  const id = URL.parse(origin)?.hostname ?? ''
  if (id === '' || isIP(id.replaceAll(/[[\]]/g, '')) !== 0)
    throw new Problem(
      'conflict',
      '用数字地址打开的页面不能用通行密钥。请用域名打开（本机试用请用 http://localhost），或改用验证器。',
    )
  return { id, origin }
}
