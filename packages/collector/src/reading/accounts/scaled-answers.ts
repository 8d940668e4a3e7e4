import { compositeScale, cxiItems, type ResponseState, type Scale } from '@milepost/protocol';
import { compositeOf } from '../../intake/cells.ts';
import type { KnownProgram, KnownSurvey } from '../../program/known.ts';
import { intentOf, type Sentiment, sentimentOf } from './sentiment.ts';

/** An answer on a scale, and what it tells of the account. */
export interface ScaledAnswer {
  question: string;
  type: string;
  value: number;
  /** What the question was declared `as`; such an answer is an intent, and no sentiment. */
  as: 'renewal_intent' | 'growth_intent' | null;
  sentiment: Sentiment;
  /** On 0 to 10. */
  intent: number;
  /** When it was given, by the device's clock; undefined when nothing told it. */
  at: string | undefined;
}

interface Asked {
  question: string;
  type: string;
  as: ScaledAnswer['as'];
  scale: Scale;
  top: number | undefined;
}

const known = new WeakMap<KnownSurvey, readonly Asked[]>();

/** The answers of a response that lie on a scale, in the order of its survey; of a `cxi` question its overall alone. */
export function scaledAnswers(state: ResponseState, { surveys }: KnownProgram): ScaledAnswer[] {
  const survey = surveys.get(state.survey)?.get(state.version);
  if (!survey || !state.answers?.length) return [];
  const given = new Map(state.answers.map((answer) => [answer.question, answer]));
  return askedIn(survey).flatMap((asked) => {
    const { question, type, as } = asked;
    const isComposite = type === 'cxi';
    const value = isComposite ? compositeOf(state, question) : given.get(question)?.value;
    if (typeof value !== 'number') return [];
    const names = isComposite ? cxiItems.map((item) => `${question}.${item}`) : [question];
    const ats = names.flatMap((name) => given.get(name)?.at ?? []);
    const at = ats.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
    const told = { sentiment: sentimentOf(value, asked), intent: intentOf(value, asked) };
    return [{ question, type, as, value, at, ...told }];
  });
}

function askedIn(survey: KnownSurvey): readonly Asked[] {
  let asked = known.get(survey);
  if (!asked) {
    asked = survey.content.questions.flatMap((question): Asked[] => {
      const { id, type } = question;
      const isComposite = survey.composites.includes(id);
      const scale = isComposite ? compositeScale : survey.answers.get(id)?.scale;
      if (!scale) return [];
      const top = 'top' in question ? question.top : undefined;
      return [{ question: id, type, as: question.as ?? null, scale, top }];
    });
    known.set(survey, asked);
  }
  return asked;
}
