import { accountQuery, oneAccountQuery } from '@milepost/protocol';
import { Hono } from 'hono';
import { tableCsv } from '../export/table-csv.ts';
import { readParameters } from '../middleware/parameters.ts';
import { keepable } from '../middleware/parse-json.ts';
import { ProblemError } from '../problem-error.ts';
import { createAccountRuns } from '../reading/accounts/account-runs.ts';
import { readAccount, readAccounts } from '../reading/accounts/read-accounts.ts';
import type { Services } from '../services.ts';

/** `GET /v1/accounts`: who goes silent, who is happy, and why; `/:id`: one of them, with its people. */
export function accountRoutes({ store, keys, clock }: Services): Hono {
  const runs = createAccountRuns(store);
  const readingOf = async (project: string) => {
    const known = await store.program(project);
    if (!known)
      throw new ProblemError('program_missing', 'the project has no program yet, and so no account to judge');
    return { store, runs, known, now: clock() };
  };
  return new Hono()
    .get('/', async (c) => {
      const { project } = await keys.secret(c, 'accounts:read');
      const query = readParameters(c, accountQuery);
      const answer = await readAccounts(query, await readingOf(project));
      if (query.format === 'json') return c.json(answer);
      c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
      c.header('Content-Disposition', 'attachment; filename="accounts.csv"');
      // What a page of JSON says in `next` (RFC 8288).
      if (answer.next !== null) c.header('Link', `<${follow(c.req.url, answer.next)}>; rel="next"`);
      return c.body(tableCsv(answer.rows, columns));
    })
    .get('/:id', async (c) => {
      const { project } = await keys.secret(c, 'accounts:read');
      const { asOf } = readParameters(c, oneAccountQuery);
      return c.json(await readAccount(keepable(c.req.param('id')), { ...(await readingOf(project)), asOf }));
    });
}

/** In the order of a row; they are there without rows too. */
const columns = [
  'account',
  'class',
  'reasons',
  'absent',
  'sentiment',
  'answers.detractors',
  'answers.passives',
  'answers.promoters',
  'quarters',
  'prompts.earlier.answered',
  'prompts.earlier.shown',
  'prompts.latest.answered',
  'prompts.latest.shown',
  'silence.p',
  'silence.adjusted',
  'silence.power',
  'renewalIntent',
  'growthIntent',
  'decisionMakerLatest',
  'latest',
  'people',
];

function follow(url: string, after: string): string {
  const { searchParams } = new URL(url);
  searchParams.set('after', after);
  return `?${searchParams.toString()}`;
}
