import { buildAnswer, buildProgram, buildSurvey } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import type { AccountPrompt } from '../../store/store.ts';
import { accountHistory } from './account-history.ts';
import { accountWindow } from './account-window.ts';
import { asOf, buildPrompt, end } from './prompt.fixture.ts';

const program = buildProgram();
const known = buildKnown({
  surveys: {
    ...program.surveys,
    renewal: {
      questions: [
        { id: 'stay', type: 'csat', as: 'renewal_intent', text: 'Will you stay?' },
        { id: 'more', type: 'nps', as: 'growth_intent', text: 'Will you buy more?' },
        { id: 'recommend', type: 'nps', text: 'How likely are you to recommend us?' },
        { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' },
      ],
    },
    experience: buildSurvey({
      id: 'experience',
      type: 'cxi',
      text: 'How was it?',
      needs: 'Were your needs met?',
      ease: 'How easy was it?',
      enjoyment: 'How enjoyable was it?',
    }),
  },
  touchpoints: {
    ...program.touchpoints,
    renewal: { label: 'Renewal', stage: 'support', pattern: 'past', survey: 'renewal' },
    visit: { label: 'Visit', stage: 'support', pattern: 'past', survey: 'experience' },
  },
});

const history = (prompts: AccountPrompt[], now = end) =>
  accountHistory('acme', prompts, { window: accountWindow(asOf, known), known, now });

const satisfaction = (value: number) => ({ answers: [buildAnswer('satisfaction', value)] });
const nps = (value: number) => ({ survey: 'relationship-nps', answers: [buildAnswer('recommend', value)] });
const of = (id: string, role?: string) => ({ person: { id, ...(role !== undefined && { role }) } });

describe('the history of an account', () => {
  test('counts the latest answer of each person to each survey', () => {
    const { evidence, people, opinions } = history([
      buildPrompt(90, satisfaction(1)),
      buildPrompt(80, nps(3)),
      buildPrompt(20, satisfaction(5)),
      buildPrompt(10, { ...satisfaction(3), ...of('u-2') }),
    ]);
    expect(evidence.sentiments).toEqual({ detractors: 1, passives: 1, promoters: 1 });
    expect(people).toBe(2);
    expect(
      opinions.map(({ person, survey, value, sentiment }) => [person, survey, value, sentiment]),
    ).toEqual([
      ['u-1', 'relationship-nps', 3, -1],
      ['u-1', 'support-csat', 5, 1],
      ['u-2', 'support-csat', 3, 0],
    ]);
  });

  test('takes everybody anonymous for somebody else', () => {
    const anonymous = (before: number) => {
      const prompt = buildPrompt(before, satisfaction(1));
      return { ...prompt, state: { ...prompt.state, person: { account: 'acme' } } };
    };
    const { evidence, people, opinions } = history([anonymous(3), anonymous(2)]);
    expect([people, evidence.sentiments.detractors]).toEqual([2, 2]);
    expect(opinions.map(({ person }) => person)).toEqual([null, null]);
  });

  test('has a net for each third of the window, null where nobody answered', () => {
    const { evidence } = history([
      buildPrompt(179, satisfaction(5)),
      buildPrompt(120, { ...satisfaction(1), ...of('u-2') }),
      buildPrompt(59, satisfaction(1)),
      buildPrompt(58, satisfaction(5)),
    ]);
    expect(evidence.periodNets).toEqual([0, null, 1]);
    expect(history([buildPrompt(60, satisfaction(1))]).evidence.periodNets).toEqual([null, -1, null]);
  });

  test('holds the prompts of the last 60 days against those before', () => {
    const dismissed = { dismissed: { at: '2026-11-22T00:00:00Z', reason: 'closed' as const } };
    const prompts = [
      buildPrompt(179, satisfaction(1)),
      buildPrompt(60, { answers: [buildAnswer('why', null)] }),
      buildPrompt(59, { answers: [buildAnswer('why', 'Late.')] }),
      buildPrompt(0, dismissed),
      buildPrompt(0),
    ];
    expect(history(prompts).evidence.prompts).toEqual({
      earlier: { answered: 1, shown: 2 },
      // The last prompt is on a screen still.
      latest: { answered: 1, shown: 2 },
    });
    expect(history(prompts, end + 86_400_000).evidence.prompts?.latest).toEqual({ answered: 1, shown: 3 });
  });

  test('knows the intents from declared questions, on 0 to 10, and takes none for a sentiment', () => {
    const renewal = (stay: number, more: number, recommend: number) => ({
      survey: 'renewal',
      answers: [buildAnswer('stay', stay), buildAnswer('more', more), buildAnswer('recommend', recommend)],
    });
    const { evidence, opinions } = history([
      buildPrompt(9, renewal(1, 2, 0)),
      buildPrompt(3, { ...renewal(4, 8, 10), ...of('u-2') }),
    ]);
    expect([evidence.renewalIntent, evidence.growthIntent]).toEqual([7.5, 8]);
    expect(opinions.map(({ question, value }) => [question, value])).toEqual([
      ['recommend', 0],
      ['recommend', 10],
    ]);
    expect(history([]).evidence).toMatchObject({ renewalIntent: null, growthIntent: null });
  });

  test('listens to whoever decides now, and to their latest NPS answer', () => {
    const prompts = [
      buildPrompt(9, { ...nps(9), ...of('boss') }),
      buildPrompt(8, { ...nps(2), ...of('former', 'decision_maker') }),
      buildPrompt(7, { ...satisfaction(1), ...of('boss', 'decision_maker') }),
      buildPrompt(6, { ...of('former', 'user') }),
      buildPrompt(5, nps(0)),
    ];
    const { evidence, opinions } = history(prompts);
    expect(evidence.decisionMakerLatest).toBe(9);
    expect(opinions.map(({ person, role }) => [person, role])).toEqual([
      ['boss', 'decision_maker'],
      ['former', 'user'],
      ['boss', 'decision_maker'],
      ['u-1', null],
    ]);
    expect(history(prompts.slice(4)).evidence.decisionMakerLatest).toBeNull();
  });

  test('judges a cxi question by its overall, once it is answered whole', () => {
    const experience = (...values: number[]) => ({
      survey: 'experience',
      answers: ['needs', 'ease', 'enjoyment']
        .slice(0, values.length)
        .map((item, index) => buildAnswer(`experience.${item}`, values[index] ?? null)),
    });
    const { opinions } = history([buildPrompt(2, experience(4, 1, 2))]);
    expect(opinions).toMatchObject([{ question: 'experience', value: -1, sentiment: -1 }]);
    expect(history([buildPrompt(2, experience(1, 1))]).opinions).toEqual([]);
  });

  test('tells when somebody answered last, by the clock that its showing was corrected by', () => {
    const prompt = buildPrompt(2, satisfaction(4));
    const shown = prompt.shown;
    const wrong = new Date(shown - 3_600_000).toISOString();
    const at = new Date(shown - 3_600_000 + 5_000).toISOString();
    const state = { ...prompt.state, shown: wrong, answers: [buildAnswer('satisfaction', 4, at)] };
    expect(history([{ ...prompt, state }]).latest).toBe(shown + 5_000);
    expect(history([buildPrompt(2)]).latest).toBeNull();
  });
});
