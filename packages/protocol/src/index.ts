export { type ClaimAnswer, type ClaimRequest, claimRequest, type OpenMoment } from './claim.ts';
export { durationMs } from './duration.ts';
export {
  type ExclusionReason,
  type ExclusionRequest,
  exclusionReasons,
  exclusionRequest,
  type ToldExclusion,
} from './exclusion.ts';
export { faultsOf } from './faults.ts';
export { limits } from './limits.ts';
export { type MomentRequest, momentRequest } from './moment.ts';
export { nearest } from './nearest.ts';
export { plainWords } from './plain-words.ts';
export {
  type Fault,
  type Problem,
  type ProblemCode,
  pointer,
  problem,
  problemStatus,
  type RejectionCode,
  rejectionCodes,
} from './problem.ts';
export type { AudienceTest } from './program/audience.ts';
export { checkProgram, type ProgramCheck } from './program/check/check.ts';
export {
  type ClientProgram,
  type ClientSurvey,
  type ClientTouchpoint,
  type ClientTrigger,
  type Closed,
  clientView,
  type ViewContext,
} from './program/client-view.ts';
export type { AnswerTest, Condition } from './program/condition.ts';
export { type Program, type ProgramInput, programShape, type Survey } from './program/document.ts';
export { programJsonSchema } from './program/json-schema.ts';
export type { Question, QuestionType, Translation } from './program/question.ts';
export type { FactType, Period, TouchpointSpec, Trigger } from './program/touchpoint.ts';
export { type WordingFinding, type WordingRule, wordingOf } from './program/wording/wording.ts';
export {
  type Answer,
  type AnswerValue,
  type Channel,
  type DismissReason,
  type Envelope,
  envelope,
  type ImportLine,
  importLine,
  type Person,
  type Properties,
  person,
  type Response,
  type ResponseState,
  response,
  type Tally,
  tally,
} from './response.ts';
export { cxiComment, cxiItems, type Scale, type Scaled, scaleOf } from './scale.ts';
export {
  type Funnel,
  fixedBreakdowns,
  type Interval,
  type MetricName,
  type ScoreQuery,
  type ScoreRow,
  type ScoreTable,
  scoreQuery,
} from './score-query.ts';
