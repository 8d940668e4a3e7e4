import { accountAnswer, accountQuery, oneAccountAnswer, oneAccountQuery } from '@milepost/protocol';
import { z } from 'zod';
import { json, type Operation } from '../operation.ts';
import { csv } from './text.ts';

const shared = {
  method: 'get',
  tag: 'Accounts',
  access: 'accounts:read',
  problems: ['program_missing'],
} as const;

/** How customers are. */
export const accountOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'accounts',
    path: '/v1/accounts',
    summary: 'Accounts with their class and its reasons',
    description:
      'Sentiment, silence and intent of each account in the 180 days before `asOf`. The answer tells the thresholds and the version of the rules.',
    parameters: { query: accountQuery },
    answers: {
      200: { description: 'A page; as CSV with `format=csv`.', contents: [json(accountAnswer), csv] },
    },
    examples: [
      { summary: 'The first ten', query: { limit: '10' } },
      { summary: 'Those to worry about', query: { class: 'dangling,at_risk' } },
    ],
  },
  {
    ...shared,
    id: 'account',
    path: '/v1/accounts/{id}',
    summary: 'One account and the latest of its people',
    parameters: { path: z.object({ id: z.string().describe('The account.') }), query: oneAccountQuery },
    answers: { 200: { description: 'The account.', contents: [json(oneAccountAnswer)] } },
    problems: ['program_missing', 'not_found'],
    examples: [{ summary: 'As of tomorrow', path: { id: 'acme' }, query: {} }],
  },
];
