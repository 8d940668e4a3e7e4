import { MetricsError } from '../metrics-error.ts';
import type { NetCounts } from '../net.ts';
import type { Prompts } from './silence.ts';

/** What is known of an account as of a day. A signal that no source gives is left out, or null. */
export interface AccountEvidence {
  /** The latest answer of each person to each survey, by its sign. */
  readonly sentiments: NetCounts;
  /** The net score of each quarter, in -1..1, the latest last; null for a quarter without answers. */
  readonly periodNets?: readonly (number | null)[] | null;
  /** The account's own prompts, of its earlier and of its latest window. */
  readonly prompts?: { readonly earlier: Prompts; readonly latest: Prompts } | null;
  /** Answers 0 to 10 to the questions declared as these. */
  readonly renewalIntent?: number | null;
  readonly growthIntent?: number | null;
  /** The latest score, 0 to 10, that the decision maker gave. */
  readonly decisionMakerLatest?: number | null;
  readonly overdueCases?: number | null;
  readonly openDetractorCases?: number | null;
  readonly declaredExit?: boolean | null;
  readonly declaredScopeCut?: boolean | null;
}

/** What an account can be judged by besides its answers. */
export type AccountSignal = Exclude<keyof AccountEvidence, 'sentiments'>;

const signals: readonly AccountSignal[] = [
  'periodNets',
  'prompts',
  'renewalIntent',
  'growthIntent',
  'decisionMakerLatest',
  'overdueCases',
  'openDetractorCases',
  'declaredExit',
  'declaredScopeCut',
];

/** The signals that no source gives. */
export function absentSignals(account: AccountEvidence): AccountSignal[] {
  return signals.filter((signal) => (account[signal] ?? null) === null);
}

/** Refuses numbers that no account has; `silence` checks the prompts. */
export function checkEvidence(account: AccountEvidence, index: number): void {
  const { detractors, passives, promoters } = account.sentiments;
  const counts = {
    detractors,
    passives,
    promoters,
    overdueCases: account.overdueCases ?? 0,
    openDetractorCases: account.openDetractorCases ?? 0,
  };
  const answers = {
    renewalIntent: account.renewalIntent ?? 0,
    growthIntent: account.growthIntent ?? 0,
    decisionMakerLatest: account.decisionMakerLatest ?? 0,
  };
  const refuse = (name: string, value: number, expected: string): never => {
    throw new MetricsError(
      'argument_invalid',
      `${name} must be ${expected}, but that of accounts[${index}] is ${value}.`,
    );
  };
  for (const [name, value] of Object.entries(counts))
    if (!(Number.isSafeInteger(value) && value >= 0)) refuse(name, value, 'a whole number from 0 up');
  for (const [name, value] of Object.entries(answers))
    if (!(value >= 0 && value <= 10)) refuse(name, value, 'a number 0 to 10');
  for (const net of account.periodNets ?? [])
    if (net !== null && !(net >= -1 && net <= 1)) refuse('A net of periodNets', net, 'null or -1 to 1');
}
