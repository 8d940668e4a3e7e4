import { MetricsError } from '../metrics-error.ts';

/** The thresholds of the account class. */
export interface AccountSettings {
  /** A renewal intent up to here is low. */
  readonly renewalAtMost: number;
  /** A growth intent from here on is one. */
  readonly growthFrom: number;
  /** A latest score of the decision maker up to here is a detractor's. */
  readonly decisionMakerAtMost: number;
  /** So many answers with a net score below 0 put an account at risk. */
  readonly answersFrom: number;
  /** So many of the last `quarters` need answers before an account can be consistent. */
  readonly quartersFrom: number;
  readonly quarters: number;
  /** With fewer prompts in the earlier window silence is not tested. */
  readonly earlierPromptsFrom: number;
  /** With fewer prompts in the latest window silence is not tested. */
  readonly latestPromptsFrom: number;
  /** The share of accounts found silent that may be false discoveries. */
  readonly silenceQ: number;
}

/**
 * The thresholds that hold unless others are set.
 *
 * @example
 * defaultAccountSettings.silenceQ; // 0.05
 */
export const defaultAccountSettings: AccountSettings = {
  renewalAtMost: 6,
  growthFrom: 8,
  decisionMakerAtMost: 6,
  answersFrom: 2,
  quartersFrom: 2,
  quarters: 3,
  earlierPromptsFrom: 10,
  latestPromptsFrom: 5,
  silenceQ: 0.05,
};

const scores = ['renewalAtMost', 'growthFrom', 'decisionMakerAtMost'] as const;
const counts = [
  'answersFrom',
  'quartersFrom',
  'quarters',
  'earlierPromptsFrom',
  'latestPromptsFrom',
] as const;

/** The defaults with what is set instead. */
export function completeSettings(settings: Partial<AccountSettings>): AccountSettings {
  const complete = { ...defaultAccountSettings, ...settings };
  const refuse = (name: string, value: number, expected: string): never => {
    throw new MetricsError('argument_invalid', `${name} must be ${expected}, but it is ${value}.`);
  };
  for (const name of scores)
    if (!(complete[name] >= 0 && complete[name] <= 10)) refuse(name, complete[name], 'a score 0 to 10');
  for (const name of counts)
    if (!(Number.isSafeInteger(complete[name]) && complete[name] >= 1))
      refuse(name, complete[name], 'a whole number from 1 up');
  const { silenceQ } = complete;
  if (!(silenceQ > 0 && silenceQ < 1)) refuse('silenceQ', silenceQ, 'between 0 and 1');
  return complete;
}
