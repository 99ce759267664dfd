import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { addDevOutbox } from './dev-outbox.routes.ts'
import { addFactorRoutes } from './factors/factors.routes.ts'
import type { IdentityFoundation } from './identity-deps.ts'
import { addMandateRoutes } from './mandates/mandates.routes.ts'
import { addOnBehalfRoutes } from './mandates/on-behalf.routes.ts'
import { createSessionKeeper } from './sessions/session-keeper.ts'
import { addSessionRoutes } from './sessions/sessions.routes.ts'
import { addSignInRoutes } from './sign-in/sign-in.routes.ts'
import { addInvitationRoutes } from './staff/invitations.routes.ts'
import { addStaffRoutes } from './staff/staff.routes.ts'

export async function addIdentityRoutes(app: FastifyInstance, foundation: IdentityFoundation): Promise<void> {
  const now = () => new Date()
  const deps = { ...foundation, sessions: createSessionKeeper(now), now }
  await app.register(cookie)
  app.decorate('people', { keeper: deps.sessions, counties: deps.counties })
  addSignInRoutes(app, deps)
  addSessionRoutes(app, deps)
  addFactorRoutes(app, deps)
  addInvitationRoutes(app, deps)
  addStaffRoutes(app, deps)
  addMandateRoutes(app, deps)
  addOnBehalfRoutes(app, deps)
  addDevOutbox(app, deps)
}
