import { type ClassifiedAccount, classifyAccounts } from '@milepost/metrics';
import type { KnownProgram } from '../../program/known.ts';
import type { AccountPrompt, Store } from '../../store/store.ts';
import { type AccountHistory, accountHistory } from './account-history.ts';
import { type AccountWindow, accountWindow } from './account-window.ts';

/** An account of a run, judged. */
export interface JudgedAccount extends Omit<AccountHistory, 'evidence' | 'opinions'> {
  judgement: ClassifiedAccount;
}

/** All accounts of a project as of a day, judged together. */
export interface AccountRun {
  window: AccountWindow;
  /** What wants to be looked at first. */
  accounts: readonly JudgedAccount[];
}

type PromptStore = Pick<Store, 'accountPrompts'>;

/** Prompts of one read of the store. */
const perPage = 500;

/** Judges all accounts that saw a prompt in the window: whether one is silent depends on how many are tested. */
export async function judgeAccounts(
  store: PromptStore,
  { known, asOf, now }: { known: KnownProgram; asOf: string; now: number },
): Promise<AccountRun> {
  const window = accountWindow(asOf, known);
  const histories: Omit<AccountHistory, 'opinions'>[] = [];
  for await (const [account, prompts] of promptsByAccount(store, { known, window, account: null })) {
    const { opinions: _opinions, ...history } = accountHistory(account, prompts, { window, known, now });
    histories.push(history);
  }
  const judgements = classifyAccounts(histories.map(({ evidence }) => evidence));
  const accounts = histories.flatMap(({ evidence: _evidence, ...history }, index): JudgedAccount[] => {
    const judgement = judgements[index];
    return judgement ? [{ ...history, judgement }] : [];
  });
  return { window, accounts: accounts.sort(compareAccounts) };
}

/** The history of one account, or null when nobody of it saw a prompt in the window. */
export async function readHistory(
  store: PromptStore,
  {
    known,
    window,
    account,
    now,
  }: { known: KnownProgram; window: AccountWindow; account: string; now: number },
): Promise<AccountHistory | null> {
  for await (const [, prompts] of promptsByAccount(store, { known, window, account }))
    return accountHistory(account, prompts, { window, known, now });
  return null;
}

async function* promptsByAccount(
  store: PromptStore,
  { known, window, account }: { known: KnownProgram; window: AccountWindow; account: string | null },
): AsyncGenerator<[account: string, prompts: AccountPrompt[]]> {
  const { from, to } = window;
  let after: string | null = null;
  do {
    const { rows, next } = await store.accountPrompts(known.project, {
      from,
      to,
      account,
      after,
      limit: perPage,
    });
    yield* Map.groupBy(rows, (prompt) => prompt.account);
    after = next;
  } while (after !== null);
}

/** The order of classes: what is about to be lost, what nothing is known of, what goes well. */
const urgency = ['dangling', 'at_risk', null, 'happy', 'growth'] as const;

/** Where an account stands in a run. */
export interface AccountPlace {
  rank: number;
  sentiment: number;
  account: string;
}

export function placeOf({ account, judgement }: JudgedAccount): AccountPlace {
  return { rank: urgency.indexOf(judgement.class), sentiment: judgement.shrunkNet, account };
}

/** By class, then the unhappiest first, then by name. */
export function comparePlaces(a: AccountPlace, b: AccountPlace): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.sentiment !== b.sentiment) return a.sentiment - b.sentiment;
  return a.account < b.account ? -1 : Number(a.account > b.account);
}

function compareAccounts(a: JudgedAccount, b: JudgedAccount): number {
  return comparePlaces(placeOf(a), placeOf(b));
}
