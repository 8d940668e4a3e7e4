import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedWald as adjustedWaldOrNull } from '../interval/adjusted-wald.ts';
import { present } from '../present.fixture.ts';
import { seeded } from '../random.fixture.ts';
import type { AccountEvidence } from './account-evidence.ts';
import type { AccountReason } from './account-rules.ts';
import { classifyAccounts } from './classify-accounts.ts';
import { silence } from './silence.ts';

const adjustedWald = (...of: Parameters<typeof adjustedWaldOrNull>) => present(adjustedWaldOrNull(...of));

const good = {
  sentiments: { detractors: 1, passives: 2, promoters: 5 },
  periodNets: [0.4, 0.5, 0.5],
} satisfies AccountEvidence;
const poor = { ...good, sentiments: { detractors: 4, passives: 1, promoters: 1 } };
const quiet = { earlier: { answered: 30, shown: 50 }, latest: { answered: 0, shown: 10 } };

function classified(account: AccountEvidence, settings = {}) {
  const [only] = classifyAccounts([account], settings);
  expect.assert(only);
  return only;
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const account = fc.record(
  {
    sentiments: fc.record({
      detractors: fc.nat({ max: 3 }),
      passives: fc.nat({ max: 2 }),
      promoters: fc.nat({ max: 3 }),
    }),
    periodNets: fc.array(oneOf(null, -0.25, 0, 0.5), { maxLength: 5 }),
    prompts: oneOf(null, quiet, { ...quiet, latest: { answered: 6, shown: 10 } }),
    renewalIntent: oneOf(null, 6, 7),
    growthIntent: oneOf(null, 7, 8),
    decisionMakerLatest: oneOf(null, 6, 7),
    overdueCases: oneOf(null, 0, 1),
    openDetractorCases: oneOf(null, 0, 1),
    declaredExit: oneOf(null, false, false, false, true),
    declaredScopeCut: oneOf(null, false, false, false, true),
  },
  { requiredKeys: ['sentiments'] },
);

/** The rules as prose has them, for a run of one account. */
function textbookClass(of: AccountEvidence): string | null {
  const { detractors, passives, promoters } = of.sentiments;
  const n = detractors + passives + promoters;
  const s = (promoters - detractors) / (n + 3);
  const silent = of.prompts ? (silence(of.prompts.earlier, of.prompts.latest).p ?? 1) <= 0.05 : false;
  const lastThree = (of.periodNets ?? []).slice(-3).filter((net) => net !== null);
  const consistent = lastThree.length >= 2 && Math.min(...lastThree) >= 0 && !silent;
  const overdue = typeof of.overdueCases === 'number' && of.overdueCases > 0;
  const lowRenewal = typeof of.renewalIntent === 'number' && of.renewalIntent <= 6;
  if (of.declaredExit || of.declaredScopeCut) return 'dangling';
  if (lowRenewal && (s < 0 || overdue)) return 'dangling';
  if (silent || (n >= 2 && s < 0) || lowRenewal || overdue) return 'at_risk';
  if (typeof of.decisionMakerLatest === 'number' && of.decisionMakerLatest <= 6) return 'at_risk';
  const wantsGrowth = typeof of.growthIntent === 'number' && of.growthIntent >= 8;
  if (consistent && s > 0 && wantsGrowth && !of.openDetractorCases) return 'growth';
  return consistent && n > 0 && s >= 0 ? 'happy' : null;
}

describe('classifyAccounts', () => {
  it('follows the rules as they are written, the first that matches', () => {
    fc.assert(
      fc.property(account, (of) => {
        expect(classified(of).class).toBe(textbookClass(of));
      }),
      { numRuns: 2000 },
    );
  });

  it('always has reasons, which are of the class', () => {
    const initials = { dangling: /^R1_/, at_risk: /^R2_/, growth: /^R3_/, happy: /^R4_/ };
    fc.assert(
      fc.property(account, (of) => {
        const { class: verdict, reasons } = classified(of);
        expect(reasons).not.toHaveLength(0);
        const expected = verdict ? initials[verdict] : /^(inconsistent|insufficient_evidence)$/;
        for (const reason of reasons) expect(reason).toMatch(expected);
      }),
    );
  });

  it.each<[AccountEvidence, AccountReason[]]>([
    [{ ...good, declaredExit: true, renewalIntent: 3 }, ['R1_declared_exit']],
    [{ ...good, declaredExit: true, declaredScopeCut: true }, ['R1_declared_exit', 'R1_declared_scope_cut']],
    [
      { ...poor, renewalIntent: 6, overdueCases: 2 },
      ['R1_low_renewal_and_poor_experience', 'R1_low_renewal_and_overdue_case'],
    ],
    [{ ...good, renewalIntent: 6, overdueCases: 1 }, ['R1_low_renewal_and_overdue_case']],
    [{ ...good, prompts: quiet }, ['R2_gone_silent']],
    [{ ...poor, renewalIntent: 7 }, ['R2_poor_experience']],
    [{ ...poor, decisionMakerLatest: 6 }, ['R2_poor_experience', 'R2_decision_maker_detractor']],
    [{ ...good, renewalIntent: 6 }, ['R2_low_renewal_intent']],
    [{ ...good, overdueCases: 1 }, ['R2_overdue_case']],
    [{ ...good, growthIntent: 8 }, ['R3_consistent', 'R3_growth_intent']],
    [{ ...good, growthIntent: 8, openDetractorCases: 1 }, ['R4_consistent']],
    [{ ...good, growthIntent: 7 }, ['R4_consistent']],
    [{ ...good, periodNets: [0.5, -0.1, 0.5] }, ['inconsistent']],
    [{ ...good, periodNets: [-0.1, 0.5, null, 0.5] }, ['R4_consistent']],
    [{ ...good, periodNets: [null, -0.1, null] }, ['insufficient_evidence']],
    [{ ...good, periodNets: [null, 0.5, null] }, ['insufficient_evidence']],
    [{ ...good, sentiments: { detractors: 1, passives: 0, promoters: 0 } }, ['insufficient_evidence']],
    [{ sentiments: { detractors: 0, passives: 0, promoters: 0 } }, ['insufficient_evidence']],
  ])('of %j gives %j', (of, reasons) => {
    expect(classified(of).reasons).toStrictEqual(reasons);
  });

  it('says what it took into account', () => {
    expect(classified({ ...good, prompts: quiet, renewalIntent: null, overdueCases: 0 })).toStrictEqual({
      class: 'at_risk',
      reasons: ['R2_gone_silent'],
      absent: [
        'renewalIntent',
        'growthIntent',
        'decisionMakerLatest',
        'openDetractorCases',
        'declaredExit',
        'declaredScopeCut',
      ],
      inputs: { ...good, prompts: quiet, renewalIntent: null, overdueCases: 0 },
      shrunkNet: 4 / 11,
      silenceP: silence(quiet.earlier, quiet.latest).p,
      silenceAdjusted: silence(quiet.earlier, quiet.latest).p,
      silencePower: silence(quiet.earlier, quiet.latest).power,
      thresholds: {
        renewalAtMost: 6,
        growthFrom: 8,
        decisionMakerAtMost: 6,
        answersFrom: 2,
        quartersFrom: 2,
        quarters: 3,
        earlierPromptsFrom: 10,
        latestPromptsFrom: 5,
        silenceQ: 0.05,
      },
      ruleVersion: 1,
    });
  });

  it('draws the net towards 0 as the adjusted Wald interval does', () => {
    fc.assert(
      fc.property(account, ({ sentiments }) => {
        fc.pre(Object.values(sentiments).some((count) => count > 0));
        expect(classified({ sentiments }).shrunkNet).toBeCloseTo(adjustedWald(sentiments).center, 14);
      }),
    );
  });

  it.each([
    [
      { answered: 5, shown: 9 },
      { answered: 0, shown: 10 },
    ],
    [
      { answered: 30, shown: 50 },
      { answered: 0, shown: 4 },
    ],
  ])(
    'does not test the silence of %o before %o, and still says how well it could be heard',
    (earlier, latest) => {
      const { silenceP, silencePower } = classified({ ...good, prompts: { earlier, latest } });
      expect(silenceP).toBeNull();
      expect(silencePower).toBe(silence(earlier, latest).power);
    },
  );

  it('adjusts silence for the accounts that were tested, and for no others', () => {
    // p = 0.037: significant alone, and not as one of two.
    const prompts = { earlier: { answered: 6, shown: 10 }, latest: { answered: 1, shown: 8 } };
    const lively = { earlier: { answered: 6, shown: 10 }, latest: { answered: 8, shown: 8 } };
    const untested = { earlier: { answered: 6, shown: 9 }, latest: { answered: 8, shown: 8 } };
    const classes = (...run: AccountEvidence['prompts'][]) =>
      classifyAccounts(run.map((of) => ({ ...good, prompts: of ?? null }))).map((of) => of.class);
    expect(classes(prompts)).toStrictEqual(['at_risk']);
    expect(classes(untested, null, prompts)).toStrictEqual(['happy', 'happy', 'at_risk']);
    expect(classes(lively, prompts)).toStrictEqual(['happy', 'happy']);
    expect(classes(prompts, prompts)).toStrictEqual(['at_risk', 'at_risk']);
  });

  it('seldom finds one silent among 200 accounts that have not changed, and finds the one that has', () => {
    const random = seeded(200);
    const hits = (n: number, rate: number) =>
      Array.from({ length: n }, random).filter((u) => u < rate).length;
    const steady = () => {
      const rate = 0.1 + 0.5 * random();
      const [n0, n1] = [10 + Math.floor(random() * 90), 5 + Math.floor(random() * 30)];
      const earlier = { answered: hits(n0, rate), shown: n0 };
      return { ...good, prompts: { earlier, latest: { answered: hits(n1, rate), shown: n1 } } };
    };
    const gone = { earlier: { answered: 30, shown: 60 }, latest: { answered: 0, shown: 20 } };
    let runsWithFalseAlarm = 0;
    for (let run = 0; run < 200; run++) {
      const unchanged = Array.from({ length: 200 }, steady);
      if (classifyAccounts(unchanged).some((of) => of.class === 'at_risk')) runsWithFalseAlarm += 1;
      expect(classifyAccounts([...unchanged, { ...good, prompts: gone }]).at(-1)?.class).toBe('at_risk');
    }
    expect(runsWithFalseAlarm / 200).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 200));
  });

  it.each([
    [{ renewalIntent: 5 }, { renewalAtMost: 4 }, 'happy'],
    [{ growthIntent: 7 }, { growthFrom: 7 }, 'growth'],
    [{ decisionMakerLatest: 6 }, { decisionMakerAtMost: 5 }, 'happy'],
    [poor, { answersFrom: 7 }, null],
    [{ periodNets: [0.5, 0.5, 0.5] }, { quartersFrom: 4 }, null],
    [{ periodNets: [0.5, -0.5, 0.5, 0.5] }, { quarters: 2 }, 'happy'],
    [{ prompts: quiet }, { earlierPromptsFrom: 51 }, 'happy'],
    [{ prompts: quiet }, { latestPromptsFrom: 11 }, 'happy'],
    [{ prompts: quiet }, { silenceQ: 0.0001 }, 'happy'],
  ])('of %j with %j is %s', (evidence, settings, expected) => {
    expect(classified({ ...good, ...evidence }, settings).class).toBe(expected);
  });

  it('of no accounts is nothing', () => {
    expect(classifyAccounts([])).toStrictEqual([]);
  });

  it.each<[Partial<AccountEvidence>, string]>([
    [
      { sentiments: { detractors: 0.5, passives: 0, promoters: 0 } },
      'detractors must be a whole number from 0 up, but that of accounts[1] is 0.5.',
    ],
    [{ overdueCases: -1 }, 'overdueCases must be a whole number from 0 up, but that of accounts[1] is -1.'],
    [
      { openDetractorCases: Number.NaN },
      'openDetractorCases must be a whole number from 0 up, but that of accounts[1] is NaN.',
    ],
    [{ renewalIntent: 11 }, 'renewalIntent must be a number 0 to 10, but that of accounts[1] is 11.'],
    [{ growthIntent: Number.NaN }, 'growthIntent must be a number 0 to 10, but that of accounts[1] is NaN.'],
    [
      { decisionMakerLatest: -1 },
      'decisionMakerLatest must be a number 0 to 10, but that of accounts[1] is -1.',
    ],
    [
      { periodNets: [0.5, 40] },
      'A net of periodNets must be null or -1 to 1, but that of accounts[1] is 40.',
    ],
    [
      { prompts: { ...quiet, latest: { answered: 3, shown: 2 } } },
      'Prompts need whole numbers with 0 <= answered <= shown, but earlier 30 of 50 were answered, and lately 3 of 2.',
    ],
  ])('refuses %j', (evidence, message) => {
    expect(() => classifyAccounts([good, { ...good, ...evidence }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
  });

  it.each([
    [{ renewalAtMost: -1 }, 'renewalAtMost must be a score 0 to 10, but it is -1.'],
    [{ growthFrom: Number.NaN }, 'growthFrom must be a score 0 to 10, but it is NaN.'],
    [{ decisionMakerAtMost: 11 }, 'decisionMakerAtMost must be a score 0 to 10, but it is 11.'],
    [{ quartersFrom: 0 }, 'quartersFrom must be a whole number from 1 up, but it is 0.'],
    [{ answersFrom: 1.5 }, 'answersFrom must be a whole number from 1 up, but it is 1.5.'],
    [{ silenceQ: 5 }, 'silenceQ must be between 0 and 1, but it is 5.'],
  ])('refuses the threshold %j', (settings, message) => {
    expect(() => classifyAccounts([good], settings)).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
  });

  it('is never happy without an answer', () => {
    const silent = { sentiments: { detractors: 0, passives: 0, promoters: 0 }, periodNets: [0, 0, null] };
    expect(classifyAccounts([silent])[0]).toMatchObject({ class: null, reasons: ['insufficient_evidence'] });
  });
});
