export { canonical } from './canonical.ts';
export { type Answers, nextQuestion } from './flow.ts';
export { type Decision, decide, type Gate, type Showing, type Situation, type Verdict } from './governor.ts';
export { type FixedField, type Merge, merge, normalise } from './merge.ts';
export { inSample, sticky } from './sampling.ts';
