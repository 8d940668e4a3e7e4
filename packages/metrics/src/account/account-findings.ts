import type { AccountEvidence } from './account-evidence.ts';
import type { AccountSettings } from './account-settings.ts';

/** What the rules ask of an account, its evidence held against the thresholds. What is absent is not so. */
export interface AccountFindings {
  /** `(promoters - detractors) / (answers + 3)`, the centre of the adjusted Wald interval. */
  readonly s: number;
  readonly answered: boolean;
  readonly enoughAnswers: boolean;
  readonly silent: boolean;
  readonly enoughQuarters: boolean;
  readonly quarterBelow0: boolean;
  readonly lowRenewal: boolean;
  readonly wantsGrowth: boolean;
  readonly decisionMakerDetracts: boolean;
  readonly overdueCase: boolean;
  readonly openDetractorCase: boolean;
  readonly declaredExit: boolean;
  readonly declaredScopeCut: boolean;
}

interface Context {
  readonly silent: boolean;
  readonly thresholds: AccountSettings;
}

/** The findings about an account. Whether it is silent depends on the run, so it comes from there. */
export function findingsOf(account: AccountEvidence, { silent, thresholds }: Context): AccountFindings {
  const { detractors, passives, promoters } = account.sentiments;
  const answers = detractors + passives + promoters;
  const nets = account.periodNets ?? [];
  const present = nets.slice(Math.max(0, nets.length - thresholds.quarters)).filter((net) => net !== null);
  return {
    s: (promoters - detractors) / (answers + 3),
    answered: answers > 0,
    enoughAnswers: answers >= thresholds.answersFrom,
    silent,
    enoughQuarters: present.length >= thresholds.quartersFrom,
    quarterBelow0: present.some((net) => net < 0),
    lowRenewal: (account.renewalIntent ?? Number.POSITIVE_INFINITY) <= thresholds.renewalAtMost,
    wantsGrowth: (account.growthIntent ?? Number.NEGATIVE_INFINITY) >= thresholds.growthFrom,
    decisionMakerDetracts:
      (account.decisionMakerLatest ?? Number.POSITIVE_INFINITY) <= thresholds.decisionMakerAtMost,
    overdueCase: (account.overdueCases ?? 0) > 0,
    openDetractorCase: (account.openDetractorCases ?? 0) > 0,
    declaredExit: account.declaredExit ?? false,
    declaredScopeCut: account.declaredScopeCut ?? false,
  };
}
