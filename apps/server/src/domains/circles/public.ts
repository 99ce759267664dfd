export { BuildingWalker, pickSnapped, placesByCategory } from './building-walks.ts'
export { circleConsumers } from './circles.events.ts'
export { circlePolicies } from './circles.policy.ts'
export { addCircleRoutes } from './circles.routes.ts'
export {
  getCircle,
  getCircleRow,
  listCirclesWhole,
  listEvaluations,
  listGaps,
  mapCircles,
  summariseCounty,
} from './circles.service.ts'
export type { CircleRow } from './circles.sql.ts'
export { standingCircles, startEvaluation } from './evaluate.service.ts'
export { profileOf } from './evaluation-reply.rules.ts'
export { categoryIdsOf, type EvaluatedCircle, evaluateAll } from './evaluation-run.ts'
export { checkEvaluations, circleJobKinds } from './evaluations.jobs.ts'
export { checkFacts } from './facts/facts-check.ts'
export { factsByCircle } from './facts/known-facts.ts'
export { weightedGini } from './figures/gini.rules.ts'
export { originsOf } from './origins.ts'
export { type CircleFactEntry, evaluateAsOf, evaluatedDays, prepareCircles } from './prepare.service.ts'
export { type CircleReport, circleReport } from './report.service.ts'
export { today } from './today.ts'
export { waysFrom } from './walk.service.ts'
export { walkshedOn } from './walkshed.service.ts'
