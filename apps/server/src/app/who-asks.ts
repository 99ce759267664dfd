import type { FastifyRequest } from 'fastify'
import { currentPrincipal } from '../domains/identity/public.ts'

/** Whose Idempotency-Key it is: two people may choose the same one. Whoever is not signed in works this machine. */
export async function whoAsks(request: FastifyRequest): Promise<string> {
  return (await currentPrincipal(request))?.partyId ?? 'operator'
}
