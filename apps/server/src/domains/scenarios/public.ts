export { addScenarioRoutes } from './scenarios.routes.ts'
export { sitingJobKinds } from './siting.jobs.ts'
export { addSitingRoutes } from './siting.routes.ts'
