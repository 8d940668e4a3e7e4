export { durationMs } from './duration.ts';
export { faultsOf, missingOrMistyped } from './faults.ts';
export { limits } from './limits.ts';
export {
  type Fault,
  type Problem,
  type ProblemCode,
  pointer,
  problem,
  problemStatus,
  type RejectionCode,
} from './problem.ts';
export { checkProgram, type ProgramCheck } from './program/check.ts';
export {
  type ClientProgram,
  type ClientSurvey,
  type ClientTouchpoint,
  clientView,
} from './program/client-view.ts';
export {
  type Program,
  type ProgramInput,
  programShape,
  type Survey,
  type TouchpointSpec,
} from './program/document.ts';
export type { Condition, Question, QuestionType, Translation } from './program/question.ts';
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
