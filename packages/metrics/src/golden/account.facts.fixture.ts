import { classifyAccounts } from '../account/classify-accounts.ts';
import { earnedGrowth, nrr } from '../account/revenue.ts';
import { silence } from '../account/silence.ts';
import { successVector } from '../account/success-vector.ts';
import type { Facts, Input } from './facts.fixture.ts';

export const facts: Facts = {
  'account.class': (input) => {
    const [account] = classifyAccounts([accountOf(input)]);
    return { ...account };
  },
  earnedGrowth: ({ prior, current, existingNow, newEarned, newBought }) => {
    const growth = earnedGrowth({ prior, current, existingNow, newEarned, newBought });
    return {
      nrrPct: growth.nrr,
      earnedNewPct: growth.earnedNew,
      earnedGrowthFactorPct: growth.factor,
      earnedGrowthRatePct: growth.rate,
      earnedGrowthRatioPct: growth.ratio,
    };
  },
  nrr: ({ start, expansion, contraction, churn }) => ({
    nrrPct: nrr({ start, expansion, contraction, churn }),
  }),
  'response.drop': ({ base_resp, base_shown, recent_resp, recent_shown }) => {
    const earlier = { answered: base_resp, shown: base_shown };
    const latest = { answered: recent_resp, shown: recent_shown };
    return { betaBinomialLowerP_jeffreys: silence(earlier, latest).p };
  },
  successVector: ({ tools, investment, desire, milestonesMet, milestonesDue, previousVector }) => ({
    ...successVector({ tools, investment, desire, milestonesMet, milestonesDue, previousVector }),
  }),
};

function accountOf({ n, promoters, detractors, base, recent, renewIntent, ...same }: Input) {
  const prompts = base && {
    earlier: { answered: base[0], shown: base[1] },
    latest: { answered: recent[0], shown: recent[1] },
  };
  const sentiments = { detractors, passives: n - promoters - detractors, promoters };
  return { ...same, sentiments, prompts, renewalIntent: renewIntent };
}
