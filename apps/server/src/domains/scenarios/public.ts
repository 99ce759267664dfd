export { addScenarioRoutes } from './scenarios.routes.ts'
