import { classifyAccounts } from '@milepost/metrics';
import type { AccountAnswer } from '@milepost/protocol';
import type { AccountRun, JudgedAccount } from './account-run.ts';
import { latestDays, windowDays } from './account-window.ts';

type AccountRow = AccountAnswer['rows'][number];
type ToldRun = Pick<AccountAnswer, 'asOf' | 'window' | 'thresholds' | 'ruleVersion'>;

/** An account as it is told, with all that its class was made of. */
export function accountRow({ account, judgement, latest, people }: JudgedAccount): AccountRow {
  const { inputs } = judgement;
  const nothing = { answered: 0, shown: 0 };
  const { earlier, latest: lately } = inputs.prompts ?? { earlier: nothing, latest: nothing };
  return {
    account,
    class: judgement.class,
    reasons: [...judgement.reasons],
    absent: [...judgement.absent],
    sentiment: judgement.shrunkNet,
    answers: { ...inputs.sentiments },
    quarters: [...(inputs.periodNets ?? [])],
    prompts: { earlier: { ...earlier }, latest: { ...lately } },
    silence: {
      p: judgement.silenceP,
      adjusted: judgement.silenceAdjusted,
      power: judgement.silencePower,
    },
    renewalIntent: inputs.renewalIntent ?? null,
    growthIntent: inputs.growthIntent ?? null,
    decisionMakerLatest: inputs.decisionMakerLatest ?? null,
    latest: latest === null ? null : new Date(latest).toISOString(),
    people,
  };
}

/** What holds of a whole run, also of one without accounts. */
export function toldRun({ window }: Pick<AccountRun, 'window'>): ToldRun {
  const [nobody] = classifyAccounts([{ sentiments: { detractors: 0, passives: 0, promoters: 0 } }]);
  return {
    asOf: window.asOf,
    window: { days: windowDays, latestDays },
    thresholds: { ...nobody?.thresholds },
    ruleVersion: nobody?.ruleVersion ?? 0,
  };
}
