import type { ClientSurvey, Question } from '@milepost/protocol';
import { loadSeldom } from '../load-seldom.ts';
import { english } from '../ui/language.ts';
import type { Words } from '../ui/locales/words.ts';
import type { Ask, Occasion } from './ask.ts';
import { frozenPerson, type ProvenPerson, scalars } from './freeze.ts';

/** A survey, and the moment that it asks about. */
export interface Prepared {
  touchpoint: string;
  survey: string;
  version: number;
  sample: number;
  /** As they are written. */
  questions: readonly Question[];
  /** As its reader sees it. On its way: that need not hold up a claim. */
  text: Promise<Text>;
  subject: string;
  person: ProvenPerson | null;
  facts: Ask['facts'];
}

/** A survey in the language of its reader. */
export interface Text {
  locale: string;
  questions: Question[];
  words: Words;
  /** What questions need that are seldom asked; null when none of these does. */
  aids: Aids | null;
}

export type Aids = Awaited<ReturnType<typeof loadSeldom>>;

/**
 * Texts that repeat something, options that are shuffled, answers in rows, stars, thumbs, and messages that are no last
 * thanks.
 */
const seldom = /\{\{|"shuffle":true|"(pmf|choices?|stars|thumbs)"|"link":|"type":"message"(?=.*"type":)/;

/**
 * What a touchpoint asks, frozen: what the host changes from here on is of another moment. Null when the program has no
 * such survey, as when only paused touchpoints ask it.
 */
export function prepare(
  { touchpoint, facts }: Pick<Ask, 'touchpoint' | 'facts'>,
  { program, survey: name, subject, person, locale }: Occasion,
  spoken: string,
): Prepared | null {
  const survey = name && program && Object.hasOwn(program.surveys, name) && program.surveys[name];
  if (!survey) return null;
  const text = read(survey, locale || spoken, program.locale);
  // Who waits for it hears of a failure; until then it is nobody's.
  text.catch(() => {});
  return {
    touchpoint,
    survey: name,
    version: survey.version,
    sample: program.touchpoints[touchpoint]?.sample ?? 1,
    questions: survey.questions,
    text,
    subject,
    person: person && frozenPerson(person),
    facts: facts && scalars(facts),
  };
}

async function read(survey: ClientSurvey, wanted: string, written: string): Promise<Text> {
  const isWritten = (tag: string) => tag.split('-')[0] === written.split('-')[0];
  const { questions, locales = {} } = survey;
  const tags = Object.keys(locales);
  const text =
    !tags[0] || (isWritten(wanted) && !tags.some(isWritten))
      ? { locale: written, questions }
      : (await loadSeldom()).localise(survey, wanted, written);
  // Somebody who reads another language can do with English, but not with half a question.
  const aids = seldom.test(JSON.stringify(text.questions))
    ? await loadSeldom()
    : /^en\b/i.test(text.locale)
      ? null
      : await loadSeldom().catch(() => null);
  return { ...text, aids, words: aids ? await aids.loadWords(text.locale) : english };
}
