import type { FastifyInstance } from 'fastify'
import { addCircleRoutes } from '../domains/circles/public.ts'
import { addIdentityRoutes, addPrivacyRoutes } from '../domains/identity/public.ts'
import { addImportRoutes, addNetworkEditRoutes, addPlaceEditRoutes, addPlaceRoutes } from '../domains/places/public.ts'
import { addReportRoutes } from '../domains/reports/public.ts'
import { addScenarioRoutes, addSitingRoutes, addStoredScenarioRoutes } from '../domains/scenarios/public.ts'
import { addStandardRoutes } from '../domains/standards/public.ts'
import { addAuditRoutes } from './audit.routes.ts'
import { authorise } from './authorise.ts'
import { personalData } from './personal-data.ts'
import { policies } from './policies.ts'
import type { Services } from './services.ts'
import { addSystemRoutes } from './system.routes.ts'

export async function addRoutes(app: FastifyInstance, services: Services): Promise<void> {
  authorise(app, { policies, operatorToken: services.config.operatorToken })
  await addIdentityRoutes(app, services)
  addPrivacyRoutes(app, services, personalData)
  addSystemRoutes(app, services)
  addPlaceRoutes(app, services)
  addPlaceEditRoutes(app, services)
  addNetworkEditRoutes(app, services)
  addImportRoutes(app, services)
  addStandardRoutes(app, services)
  addCircleRoutes(app, services)
  addScenarioRoutes(app, services)
  addSitingRoutes(app, services)
  addStoredScenarioRoutes(app, services)
  addReportRoutes(app, services)
  addAuditRoutes(app, services)
}
