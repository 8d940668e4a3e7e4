import { z } from 'zod';

/** The metrics that can be asked for. */
export const metricNames = ['nps', 'csat'] as const;
export const intervals = ['day', 'week', 'month', 'quarter', 'year', 'all'] as const;
/** Breakdowns that every cell has; any declared segment is one too. */
export const fixedBreakdowns = [
  'touchpoint',
  'stage',
  'pattern',
  'survey',
  'version',
  'question',
  'scale',
  'locale',
  'channel',
] as const;

const date = z.iso.date('must be a date such as 2026-11-22');
const list = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1, 'must be names separated by commas')));

/** The parameters of `GET /v1/scores`. A parameter that is not here is an error. */
export const scoreQuery = z
  .strictObject({
    metric: z.enum(metricNames, `must be one of ${metricNames.join(', ')}`),
    scale: z.exactOptional(z.string()),
    from: z.exactOptional(date),
    to: z.exactOptional(date),
    interval: z.enum(intervals, `must be one of ${intervals.join(', ')}`).default('all'),
    by: list.pipe(z.array(z.string()).max(2, 'must be at most 2 breakdowns')).default([]),
    touchpoint: z.exactOptional(list),
    stage: z.exactOptional(list),
    survey: z.exactOptional(list),
    question: z.exactOptional(list),
    confidence: z.coerce
      .number()
      .min(0.5, 'must be 0.5 to 0.999')
      .max(0.999, 'must be 0.5 to 0.999')
      .default(0.95),
    format: z.literal('json', 'must be json').default('json'),
  })
  .refine((query) => !query.from || !query.to || query.from < query.to, {
    path: ['to'],
    error: 'must be later than from; the range is half-open',
  });

export type ScoreQuery = z.output<typeof scoreQuery>;
export type MetricName = (typeof metricNames)[number];
export type Interval = (typeof intervals)[number];

/** How often prompts were shown, and what became of them. Rates have `shown` as their base; null when it is 0. */
export interface Funnel {
  shown: number;
  started: number;
  completed: number;
  dismissed: number;
  ignored: number;
  open: number;
  answerRate: number | null;
  completionRate: number | null;
  dismissRate: number | null;
}

export interface ScoreRow {
  period: string;
  group: Record<string, string>;
  n: number;
  score: number | null;
  mean: number | null;
  low: number | null;
  high: number | null;
  histogram: Record<string, number>;
  precision: 'counts_only' | 'low' | 'normal';
  suppressed: null;
  funnel: Funnel;
}

/** The answer of `GET /v1/scores`. Nothing in it is rounded. */
export interface ScoreTable {
  metric: MetricName;
  scale: string | null;
  from: string | null;
  to: string;
  interval: Interval;
  timezone: string;
  confidence: number;
  method: string;
  rows: ScoreRow[];
  notes: string[];
}
