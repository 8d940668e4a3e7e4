import { randomUUID } from 'node:crypto';
import type { ProgramInput, ScorecardAnswer } from '@milepost/protocol';
import { buildProgram, type TestCollector } from '@milepost/testkit';

/** `GET /v1/scorecard` */
export const ask = async (collector: TestCollector, parameters: Record<string, string> = {}) =>
  collector.request<ScorecardAnswer>(`/v1/scorecard?${new URLSearchParams(parameters)}`, {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });

type SurveyInput = ProgramInput['surveys'][string];
export const survey = (question: SurveyInput['questions'][number]): SurveyInput => ({
  questions: [question],
});
export const touchpoint = (
  stage: string,
  survey: string,
  label: string,
): ProgramInput['touchpoints'][string] => ({
  label,
  stage,
  pattern: 'past',
  survey,
});
export const text = 'How was it?';

/** A journey of two stages that asks for CSAT, CES, NPS and a CXi. */
export const program = buildProgram({
  stages: [
    { id: 'use', label: 'Using it' },
    { id: 'help', label: 'Getting help' },
  ],
  touchpoints: {
    chat: touchpoint('help', 'csat', 'A chat'),
    ticket: touchpoint('help', 'csat', 'A ticket'),
    export: touchpoint('use', 'ces', 'An export'),
    year: touchpoint('use', 'nps', 'A year'),
    index: touchpoint('use', 'cxi', 'The index'),
  },
  surveys: {
    csat: survey({ id: 'satisfied', type: 'csat', text }),
    ces: survey({ id: 'easy', type: 'ces', text }),
    nps: survey({ id: 'recommend', type: 'nps', text }),
    cxi: survey({
      id: 'experience',
      type: 'cxi',
      text,
      needs: 'It met my needs',
      ease: 'It was easy',
      enjoyment: 'I enjoyed it',
    }),
  },
});

interface Answered {
  touchpoint: string;
  survey: string;
  values: Record<string, number>;
  count: number;
  plan?: string;
}

let people = 0;
/** So many equal answers, each of somebody else. */
export function answers({ touchpoint: at, survey, values, count, plan = 'pro' }: Answered) {
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    touchpoint: at,
    survey,
    version: 1,
    shown: '2026-11-10T12:00:00Z',
    completed: '2026-11-10T12:00:09Z',
    person: { id: `person-${people++}`, traits: { plan } },
    answers: Object.entries(values).map(([name, value]) => ({
      question: name,
      value,
      at: '2026-11-10T12:00:05Z',
    })),
  }));
}
export const satisfied = (at: string, value: number, count: number, plan = 'pro') =>
  answers({ touchpoint: at, survey: 'csat', values: { satisfied: value }, count, plan });
export const index = (needs: number, ease: number, enjoyment: number, count: number) =>
  answers({
    touchpoint: 'index',
    survey: 'cxi',
    values: { 'experience.needs': needs, 'experience.ease': ease, 'experience.enjoyment': enjoyment },
    count,
  });
