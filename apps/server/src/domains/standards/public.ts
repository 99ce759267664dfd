export { canonicalJson } from './canonical-json.ts'
export type {
  CircleInput,
  CirclePlace,
  EvidenceRecord,
  FactValue,
  NearestPlace,
  SurveyAnswers,
  Walk,
} from './circle-input.ts'
export { findingSentence, remedySentence, wordsFor } from './clause-words.ts'
export { evaluateChanged, evaluateCircle } from './evaluate.rules.ts'
export type {
  ClauseOutcome,
  ClauseState,
  EvaluationResult,
  Figure,
  RuleOutcome,
  TierOutcome,
  ToPass,
} from './outcome.ts'
export { profilesOf } from './rule-profiles.rules.ts'
export { type Clause, isVerifiedClause, type Rule, type RuleSet } from './rule-set.ts'
export { resultSha256 } from './rule-set-hash.ts'
export { standardPolicies } from './standards.policy.ts'
export { addStandardRoutes } from './standards.routes.ts'
export {
  allQuestions,
  checkStandards,
  DEFAULT_STANDARD,
  getQuestions,
  getStandard,
  type StoredRuleSet,
  sourceOf,
  storeShippedStandards,
  tiersOf,
} from './standards.service.ts'
export { markUsed } from './standards.sql.ts'
export { isCircleInput, isClauseOutcome, isEvaluationResult } from './stored-evaluation.ts'
