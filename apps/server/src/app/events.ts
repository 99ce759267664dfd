import { circleConsumers } from '../domains/circles/public.ts'
import type { Consumer } from '../platform/events/outbox.ts'
import type { Services } from './services.ts'

/** Who listens to what. News travels upward only: a domain never learns who reads it. */
export function consumers(services: Services): readonly Consumer[] {
  return [...circleConsumers(services)]
}
