import { buildProgram, type Random } from '@milepost/testkit';

/** An answer that a person can give: a place on a scale that begins with `min`, or words. */
export interface Tap {
  question: string;
  min?: number;
  value: number | string;
}

/** A survey that a touchpoint asks: what may be answered, question by question. */
interface Asked {
  touchpoint: string;
  questions: readonly ({ id: string; text: string } & (
    | { type: 'nps' | 'csat'; min: number; max: number }
    | { type: 'text' }
  ))[];
}

const asked: readonly Asked[] = [
  {
    touchpoint: 'invoice_paid',
    questions: [{ id: 'recommend', type: 'nps', text: 'Would you recommend us?', min: 0, max: 10 }],
  },
  {
    touchpoint: 'ticket_closed',
    questions: [
      { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?', min: 1, max: 5 },
      { id: 'why', type: 'text', text: 'Why?' },
    ],
  },
  {
    touchpoint: 'setup_done',
    questions: [
      { id: 'ease', type: 'csat', text: 'Was it easy?', min: 1, max: 5 },
      { id: 'likely', type: 'nps', text: 'Would you recommend the set-up?', min: 0, max: 10 },
      { id: 'reason', type: 'text', text: 'What is the reason?' },
    ],
  },
];

/** The questions of each metric. */
export const questionsOf = {
  nps: ['recommend', 'likely'],
  csat: ['satisfaction', 'ease'],
} as const;

export const touchpoints = Object.fromEntries(asked.map((one) => [one.touchpoint, one.questions]));

/** Nothing keeps a person from being asked again, and few answers are enough for a score. */
export const program = {
  ...buildProgram({
    touchpoints: Object.fromEntries(
      asked.map(({ touchpoint }) => [
        touchpoint,
        {
          label: touchpoint,
          stage: 'support',
          pattern: 'past',
          survey: touchpoint,
          ask: { delay: '0s', repeatAfter: '0s' },
        },
      ]),
    ),
    surveys: Object.fromEntries(
      asked.map(({ touchpoint, questions }) => [
        touchpoint,
        { questions: questions.map(({ id, type, text }) => ({ id, type, text })) },
      ]),
    ),
    governor: { quietPeriod: '0s', afterDismissal: '0s', perSession: 100 },
  }),
  precision: { countsOnlyBelow: 1, lowBelow: 30 },
};

/** What a person will answer to a touchpoint's survey, all of it. */
export function answersOf(touchpoint: string, random: Random): Tap[] {
  return (touchpoints[touchpoint] ?? []).map((question) =>
    question.type === 'text'
      ? { question: question.id, value: `words ${random.int(0, 1_000_000)}` }
      : {
          question: question.id,
          min: question.min,
          value: random.int(question.min, question.max),
        },
  );
}
