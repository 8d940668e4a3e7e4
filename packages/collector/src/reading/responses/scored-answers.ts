import {
  type AnswerMetric,
  compositeScale,
  type Fault,
  type ResponseState,
  type Scale,
} from '@milepost/protocol';
import { compositeOf } from '../../intake/cells.ts';
import type { KnownProgram, KnownSurvey } from '../../program/known.ts';

/** Which answers a response is looked for by. */
interface Sought {
  metric?: AnswerMetric | undefined;
  question?: readonly string[] | undefined;
  /** Both ends belong to it. */
  score?: { min: number; max: number } | undefined;
}

/** A question that answers may be given to, or that is made of them. */
interface Place {
  name: string;
  scale: Scale | null;
}

/**
 * Whether a response has an answer to one of the questions, in the range if there is one; null when any response will do.
 * Overall answers to a `cxi` question, -3 to 3, count under its own name, and are what `metric=cxi` with a score is about.
 */
export function createAnswerTest(
  sought: Sought,
  known: KnownProgram,
): { test: ((state: ResponseState) => boolean) | null; faults: Fault[] } {
  const { metric, question, score } = sought;
  if (!metric && !question && !score) return { test: null, faults: [] };
  const surveys = [...known.surveys.values()].flatMap((versions) => [...versions.values()]);
  const places = new Map(surveys.map((survey) => [survey, placesOf(survey, sought)]));
  const all = [...places.values()].flat();
  const faults = faultsOf(sought, all);
  const inRange = (value: unknown) =>
    !score || (typeof value === 'number' && value >= score.min && value <= score.max);
  const test = (state: ResponseState) => {
    const survey = known.surveys.get(state.survey)?.get(state.version);
    const asked = survey && places.get(survey);
    if (!asked) return false;
    const given = new Map(state.answers?.map((answer) => [answer.question, answer.value]));
    return asked.some(({ name }) => {
      const value = survey.composites.includes(name) ? compositeOf(state, name) : given.get(name);
      return value !== null && value !== undefined && inRange(value);
    });
  };
  return { test, faults };
}

function placesOf({ answers, composites }: KnownSurvey, { metric, question, score }: Sought): Place[] {
  const parts = [...answers]
    .filter(([, { type }]) => metric === undefined || type === metric)
    .filter(([name]) => (question ? question.includes(name) : !(metric === 'cxi' && score)))
    .map(([name, { scale }]): Place => ({ name, scale }));
  const overall = composites
    .filter((name) => (question ? question.includes(name) : metric === 'cxi' && score))
    .filter(() => metric === undefined || metric === 'cxi')
    .map((name): Place => ({ name, scale: compositeScale }));
  return [...parts, ...overall];
}

function faultsOf({ metric, question, score }: Sought, places: readonly Place[]): Fault[] {
  if (metric && question && places.length === 0)
    return [
      { path: '/metric', message: `is not what ${question.join(', ')} is asked for; leave one of them away` },
    ];
  const scales = new Map(places.flatMap(({ scale }) => (scale ? [[scale.id, scale]] : [])));
  if (!score || places.length === 0) return [];
  if (scales.size === 0)
    return [{ path: '/score', message: 'is for answers on a scale; look for words with text=' }];
  if ([...scales.values()].some(({ min, max }) => score.min <= max && score.max >= min)) return [];
  return [{ path: '/score', message: `must be within ${[...scales.keys()].join(' or ')}` }];
}
