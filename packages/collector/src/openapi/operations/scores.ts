import {
  cohortAnswer,
  cohortQuery,
  funnelAnswer,
  funnelQuery,
  hotspotAnswer,
  hotspotQuery,
  scorecardAnswer,
  scorecardQuery,
  scoreQuery,
  scoreTable,
  trendAnswer,
  trendQuery,
} from '@milepost/protocol';
import type { z } from 'zod';
import { hotspotExample, scoreExample } from '../answer-examples.ts';
import { type AnswerSpec, json, type Operation } from '../operation.ts';
import { csv } from './text.ts';

const table = (schema: z.ZodType, example?: object): Record<number, AnswerSpec> => ({
  200: {
    description: 'The table; as CSV with `format=csv`.',
    contents: [{ ...json(schema), ...(example && { example }) }, csv],
  },
});
const shared = {
  method: 'get',
  tag: 'Scores',
  access: 'scores:read',
  problems: ['program_missing', 'scale_mixed'],
} as const;

/** What is computed from answers, without a person or a comment. */
export const scoreOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'scores',
    path: '/v1/scores',
    summary: 'Scores by period and group',
    description:
      'One metric with its number of answers, its interval, its histogram and its funnel. Two scales are never merged: `scale_mixed` names them.',
    parameters: { query: scoreQuery },
    answers: table(scoreTable, scoreExample),
    examples: [
      {
        summary: 'NPS of each month, against the month before',
        query: { metric: 'nps', interval: 'month', compare: 'previous' },
      },
      { summary: 'CSAT by touchpoint and plan', query: { metric: 'csat', by: 'touchpoint,plan' } },
      {
        summary: 'CSAT of one plan in a quarter',
        query: { metric: 'csat', where: 'plan:pro', from: '2026-09-01', to: '2026-12-01' },
      },
      { summary: 'The weighted overall score', query: { metric: 'cx', weights: 'nps:40,csat:40,ces:20' } },
      {
        summary: 'For a spreadsheet',
        query: { metric: 'csat', by: 'touchpoint', interval: 'week', format: 'csv' },
      },
    ],
  },
  {
    ...shared,
    id: 'scorecard',
    path: '/v1/scorecard',
    summary: 'Every metric of every stage and touchpoint',
    parameters: { query: scorecardQuery },
    answers: {
      200: {
        description: 'The stages in their order, with their touchpoints.',
        contents: [json(scorecardAnswer)],
      },
    },
    problems: ['program_missing'],
    examples: [
      { summary: 'Everything', query: {} },
      { summary: 'One stage since September', query: { stage: 'support', from: '2026-09-01' } },
    ],
  },
  {
    ...shared,
    id: 'hotspots',
    path: '/v1/hotspots',
    summary: 'Groups that are clearly worse or better',
    description:
      'Every group against all others together, and against the period before. `adjusted` is `p` adjusted for looking at all of them (Benjamini-Hochberg), so a flag is no accident of many rows.',
    parameters: { query: hotspotQuery },
    answers: table(hotspotAnswer, hotspotExample),
    examples: [
      { summary: 'Plans that are unlike the others', query: { metric: 'csat', by: 'plan' } },
      {
        summary: 'With smaller effects',
        query: { metric: 'csat', by: 'plan', from: '2026-10-01', to: '2026-12-01', minEffect: '5', q: '0.1' },
      },
    ],
  },
  {
    ...shared,
    id: 'trends',
    path: '/v1/trends',
    summary: 'When a score changed',
    description:
      'CUSUM or EWMA watches the periods after a baseline, and tells the day on which a change began.',
    parameters: { query: trendQuery },
    answers: table(trendAnswer),
    examples: [
      { summary: 'Weeks', query: { metric: 'csat', touchpoint: 'ticket_closed' } },
      {
        summary: 'Months, smoothed',
        query: { metric: 'csat', interval: 'month', method: 'ewma', baseline: '2' },
      },
    ],
  },
  {
    ...shared,
    id: 'cohorts',
    path: '/v1/cohorts',
    summary: 'Scores by vintage and age',
    parameters: { query: cohortQuery },
    answers: table(cohortAnswer),
    examples: [{ summary: 'By months since the start', query: { metric: 'csat' } }],
  },
  {
    ...shared,
    id: 'funnel',
    path: '/v1/funnel',
    summary: 'From trigger to completion',
    parameters: { query: funnelQuery },
    answers: table(funnelAnswer),
    problems: ['program_missing'],
    examples: [
      { summary: 'By touchpoint', query: {} },
      { summary: 'By month', query: { by: 'touchpoint', interval: 'month' } },
    ],
  },
];
