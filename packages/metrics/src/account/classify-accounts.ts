import { benjaminiHochberg } from '../compare/benjamini-hochberg.ts';
import {
  type AccountEvidence,
  type AccountSignal,
  absentSignals,
  checkEvidence,
} from './account-evidence.ts';
import { findingsOf } from './account-findings.ts';
import { type AccountClass, type AccountReason, rules, ruleVersion } from './account-rules.ts';
import { type AccountSettings, completeSettings } from './account-settings.ts';
import { type Silence, silence } from './silence.ts';

/** The class of an account, and all that it was made of. */
export interface ClassifiedAccount {
  /** Null when the evidence is too thin or contradicts itself. */
  readonly class: AccountClass | null;
  readonly reasons: readonly AccountReason[];
  /** The signals that no source gives. */
  readonly absent: readonly AccountSignal[];
  readonly inputs: AccountEvidence;
  /** `(promoters - detractors) / (answers + 3)`, in -1..1: few answers are drawn towards 0. */
  readonly shrunkNet: number;
  /** The p of `silence`, before it is adjusted for the run; null when there are too few prompts to test it. */
  readonly silenceP: number | null;
  /** The same, adjusted for all accounts of the run that were tested; silent is at most `silenceQ`. */
  readonly silenceAdjusted: number | null;
  /** The p that a complete silence would give; null without latest prompts. */
  readonly silencePower: number | null;
  readonly thresholds: AccountSettings;
  readonly ruleVersion: number;
}

/**
 * The class of each account of a run, in the order given. The first that matches:
 *
 *     dangling   a declared exit or scope cut; or a renewal intent <= 6 with s < 0 or an overdue case
 *     at_risk    silent; or 2 answers with s < 0; or the decision maker's latest <= 6; or a renewal intent <= 6; or an
 *                overdue case
 *     growth     consistent, s > 0, a growth intent >= 8 and no open detractor case
 *     happy      consistent, an answer, and s >= 0
 *     null       otherwise: never happy by default
 *
 *     s          = (promoters - detractors) / (answers + 3)
 *     consistent = answers in 2 of the last 3 quarters, no quarter's net below 0, and not silent
 *     silent     = p of `silence` significant at q = 0.05 (Benjamini and Hochberg) among the accounts of the run that have
 *                  at least 10 earlier and 5 latest prompts
 *
 * An absent signal counts as not so (no exit, no case, no intent either way), and is listed. Give all accounts of a day at
 * once: whether one is silent depends on how many were tested.
 *
 * @param settings - Thresholds other than the defaults.
 * @throws MetricsError `argument_invalid` when a number of an account or a threshold is impossible.
 * @example
 * const happy = { sentiments: { detractors: 1, passives: 2, promoters: 5 }, periodNets: [0.4, 0.5, 0.5] };
 * const leaving = { sentiments: { detractors: 0, passives: 0, promoters: 1 }, declaredExit: true };
 * const unknown = { sentiments: { detractors: 0, passives: 0, promoters: 1 } };
 * classifyAccounts([happy, leaving, unknown]).map((account) => account.class); // ['happy', 'dangling', null]
 * classifyAccounts([unknown])[0].reasons; // ['insufficient_evidence']
 * classifyAccounts([{ ...happy, renewalIntent: 6 }])[0].reasons; // ['R2_low_renewal_intent']
 * classifyAccounts([{ ...happy, renewalIntent: 6 }], { renewalAtMost: 5 })[0].class; // 'happy'
 */
export function classifyAccounts(
  accounts: readonly AccountEvidence[],
  settings: Partial<AccountSettings> = {},
): ClassifiedAccount[] {
  const thresholds = completeSettings(settings);
  const heard = accounts.map((inputs, index) => {
    checkEvidence(inputs, index);
    return { inputs, ...silenceOf(inputs, thresholds) };
  });
  const adjusted = adjustedOf(heard);
  return heard.map(({ inputs, p, power }) => {
    const silenceAdjusted = p === null ? null : (adjusted.get(p) ?? 1);
    const silent = silenceAdjusted !== null && silenceAdjusted <= thresholds.silenceQ;
    const found = findingsOf(inputs, { silent, thresholds });
    const verdict = rules.find(([, , holds]) => holds(found))?.[0] ?? null;
    return {
      class: verdict,
      reasons: rules.filter(([of, , holds]) => of === verdict && holds(found)).map(([, reason]) => reason),
      absent: absentSignals(inputs),
      inputs,
      shrunkNet: found.s,
      silenceP: p,
      silenceAdjusted,
      silencePower: power,
      thresholds,
      ruleVersion,
    };
  });
}

/** The silence of an account, without a p when it has too few prompts for its class to rest on. */
function silenceOf({ prompts }: AccountEvidence, thresholds: AccountSettings): Silence {
  if (!prompts) return { p: null, power: null };
  const { p, power } = silence(prompts.earlier, prompts.latest);
  const tested =
    prompts.earlier.shown >= thresholds.earlierPromptsFrom &&
    prompts.latest.shown >= thresholds.latestPromptsFrom;
  return { p: tested ? p : null, power };
}

/** What each p of a run becomes, adjusted for all of them. Equal ones become equal. */
function adjustedOf(silences: readonly Silence[]): Map<number, number> {
  const tested = silences.map(({ p }) => p).filter((p) => p !== null);
  const adjusted = benjaminiHochberg(tested);
  return new Map(tested.map((p, index) => [p, adjusted[index] ?? 1]));
}
