import type { AnswerMetric, Interval } from '@milepost/protocol';

/** Which answers a table is made of, and how its rows are told apart. */
export interface TableQuery {
  metric: AnswerMetric;
  /** The metrics of the whole answer that this table is a part of; its own alone, by default. */
  among?: readonly AnswerMetric[] | undefined;
  scale?: string | undefined;
  /** Dates in the zone of the project, half-open. */
  from?: string | undefined;
  to?: string | undefined;
  interval: Interval;
  by: readonly string[];
  touchpoint?: readonly string[] | undefined;
  stage?: readonly string[] | undefined;
  survey?: readonly string[] | undefined;
  question?: readonly string[] | undefined;
  channel?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  confidence: number;
  compare?: 'previous' | undefined;
  unit?: 'answer' | 'account' | undefined;
}
