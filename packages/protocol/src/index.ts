export {
  type AccountAnswer,
  type AccountQuery,
  accountAnswer,
  accountQuery,
  type OneAccountAnswer,
  oneAccountAnswer,
  oneAccountQuery,
} from './analysis/accounts.ts';
export { type CohortAnswer, type CohortQuery, cohortAnswer, cohortQuery } from './analysis/cohorts.ts';
export { type FunnelAnswer, type FunnelQuery, funnelAnswer, funnelQuery } from './analysis/funnel.ts';
export { type HotspotAnswer, type HotspotQuery, hotspotAnswer, hotspotQuery } from './analysis/hotspots.ts';
export { fixedBreakdowns, type Interval } from './analysis/parameters.ts';
export {
  type ExportQuery,
  exportQuery,
  type ListedLine,
  listedResponse,
  type ResponsePage,
  type ResponseQuery,
  responsePage,
  responseQuery,
  type StreamQuery,
  streamQuery,
} from './analysis/responses.ts';
export {
  type AnswerMetric,
  answerMetrics,
  type MetricName,
  type ScoreQuery,
  type ScoreQueryInput,
  scoreQuery,
} from './analysis/score-query.ts';
export {
  type Change,
  type Components,
  type Funnel,
  type MetricScore,
  type ScoreRow,
  type ScoreTable,
  scoreTable,
} from './analysis/score-table.ts';
export {
  type ScorecardAnswer,
  type ScorecardQuery,
  scorecardAnswer,
  scorecardQuery,
} from './analysis/scorecard.ts';
export { type TrendAnswer, type TrendQuery, trendAnswer, trendQuery } from './analysis/trends.ts';
export {
  type Acknowledgement,
  acknowledgement,
  claimAnswer,
  type ImportReport,
  importReport,
} from './answers/intake.ts';
export { problemAnswer } from './answers/problem.ts';
export {
  clientProgramAnswer,
  type PushedProgram,
  pushedProgram,
  type RevisionPage,
  revisionPage,
} from './answers/program.ts';
export {
  type Erasure,
  type ExclusionChange,
  type ExclusionPage,
  erasure,
  exclusionChange,
  exclusionPage,
  type KnownOfPerson,
  knownOfPerson,
  type RejectedPage,
  rejectedPage,
  type ToldMoment,
  toldMoment,
} from './answers/told.ts';
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
export { gates } from './gates.ts';
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
  channels,
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
export {
  compositeScale,
  cxiComment,
  cxiItems,
  isLowerBetter,
  type Scale,
  type Scaled,
  scaleOf,
} from './scale.ts';
