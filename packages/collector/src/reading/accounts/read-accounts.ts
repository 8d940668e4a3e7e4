import type { AccountAnswer, AccountQuery, OneAccountAnswer } from '@milepost/protocol';
import { dateOf, dayNumber, localDays } from '../../intake/local-day.ts';
import { ProblemError } from '../../problem-error.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { Store } from '../../store/store.ts';
import { cursorOf, placeAt } from './account-cursor.ts';
import type { LatestOpinion } from './account-history.ts';
import { accountRow, toldRun } from './account-row.ts';
import { type AccountRun, comparePlaces, placeOf, readHistory } from './account-run.ts';
import type { AccountRuns } from './account-runs.ts';
import { windowDays } from './account-window.ts';

interface Reading {
  store: Pick<Store, 'accountPrompts'>;
  runs: AccountRuns;
  known: KnownProgram;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * A page of the accounts of a run, those first that want to be looked at first: by class (dangling, at risk, none, happy,
 * growth), then the unhappiest, then by name.
 *
 * @throws ProblemError `query_invalid`
 */
export async function readAccounts(query: AccountQuery, reading: Reading): Promise<AccountAnswer> {
  const run = await runOf(query.asOf, reading);
  const after = query.after === undefined ? null : placeAt(query.after);
  const found = run.accounts.filter(
    (judged) =>
      (query.class?.includes(judged.judgement.class ?? 'none') ?? true) &&
      (after === null || comparePlaces(placeOf(judged), after) > 0),
  );
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    ...toldRun(run),
    rows: page.map(accountRow),
    next: last && found.length > page.length ? cursorOf(placeOf(last)) : null,
    notes: notesOf(run, reading.known),
  };
}

/**
 * One account of a run, with what each of its people last thought.
 *
 * @throws ProblemError `query_invalid`; `not_found` when nobody of it saw a prompt in the window
 */
export async function readAccount(
  account: string,
  { asOf, ...reading }: Reading & { asOf: string | undefined },
): Promise<OneAccountAnswer> {
  const run = await runOf(asOf, reading);
  const judged = run.accounts.find((one) => one.account === account);
  if (!judged)
    throw new ProblemError(
      'not_found',
      `nobody of this account was shown a prompt in the ${windowDays} days before ${run.window.asOf}`,
    );
  const { store, known, now } = reading;
  const history = await readHistory(store, { known, window: run.window, account, now });
  return {
    ...toldRun(run),
    ...accountRow(judged),
    persons: (history?.opinions ?? []).toReversed().map(toldOpinion),
    notes: notesOf(run, known),
  };
}

/** @throws ProblemError `query_invalid` for a day that is still to come */
function runOf(asOf: string | undefined, { runs, known, now }: Omit<Reading, 'store'>): Promise<AccountRun> {
  const tomorrow = dateOf(localDays(known.program.timezone)(now) + 1);
  if (asOf !== undefined && dayNumber(asOf) > dayNumber(tomorrow))
    throw new ProblemError('query_invalid', 'the query looks back from a day that is still to come', {
      errors: [{ path: '/asOf', message: `must be ${tomorrow} or earlier` }],
    });
  return runs(known, { asOf: asOf ?? tomorrow, now });
}

function toldOpinion(opinion: LatestOpinion): OneAccountAnswer['persons'][number] {
  const { person, role, touchpoint, survey, question, value, sentiment, instant } = opinion;
  return {
    person,
    role,
    touchpoint,
    survey,
    question,
    value,
    sentiment,
    at: new Date(instant).toISOString(),
  };
}

function notesOf({ accounts }: AccountRun, { surveys }: KnownProgram): string[] {
  const declared = new Set(
    [...surveys.values()].flatMap((versions) =>
      [...versions.values()].flatMap(({ content }) => content.questions.map(({ as }) => as)),
    ),
  );
  const without = (['renewal_intent', 'growth_intent'] as const)
    .filter((intent) => !declared.has(intent))
    .map((intent) => `No question is declared as ${intent}, so that no account is judged by it.`);
  return [
    ...(accounts.length === 0
      ? [`Nobody who has an account was shown a prompt in these ${windowDays} days.`]
      : []),
    ...without,
    'Cases, declared exits and cuts of scope have no source yet, so that no account is judged by them.',
  ];
}
