export {
  type Decision,
  decide,
  type Gate,
  gates,
  type Showing,
  type Situation,
  type Verdict,
  type Weighed,
  weigh,
} from './governor/governor.ts';
export { verdictsOf } from './governor/verdicts.ts';
export { canonical } from './merge/canonical.ts';
export { type FixedField, type Merge, merge, normalise } from './merge/merge.ts';
export { type SimulationPlan, type SimulationReport, simulate } from './simulation/simulate.ts';
export type { CalendarPeriod } from './simulation/simulated-period.ts';
export type { TouchpointPlan, TouchpointReport } from './simulation/simulated-touchpoint.ts';
export { generateTraffic, type TrafficPlan, type TrafficTrigger } from './simulation/traffic.ts';
export type { Answers } from './survey/answers.ts';
export { nextQuestion } from './survey/flow.ts';
export { type Localised, localise } from './survey/localise.ts';
export { abandoned, previousQuestion } from './survey/path.ts';
export { progress } from './survey/progress.ts';
export { type Known, recall } from './survey/recall.ts';
export { type Shuffle, shuffled } from './survey/shuffle.ts';
