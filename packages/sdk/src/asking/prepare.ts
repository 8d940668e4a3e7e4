import { localise } from '@milepost/engine';
import type { Question } from '@milepost/protocol';
import { loadWords } from '../ui/language.ts';
import type { Words } from '../ui/locales/words.ts';
import type { Ask, Occasion } from './ask.ts';
import { frozenPerson, type ProvenPerson, scalars } from './freeze.ts';

/** A survey in the language of its reader, and the moment that it asks about. */
export interface Prepared {
  touchpoint: string;
  survey: string;
  version: number;
  sample: number;
  questions: Question[];
  locale: string;
  /** On their way: they need not hold up a claim. */
  words: Promise<Words>;
  subject: string;
  person: ProvenPerson | null;
  facts: Ask['facts'];
}

/**
 * What a touchpoint asks, frozen: what the host changes from here on is of another moment. Null when the program has no
 * such survey, as when only paused touchpoints ask it.
 */
export function prepare(
  { touchpoint, facts }: Pick<Ask, 'touchpoint' | 'facts'>,
  { program, survey: name, subject, person, locale: wanted }: Occasion,
  spoken: string,
): Prepared | null {
  const survey = name && program && Object.hasOwn(program.surveys, name) && program.surveys[name];
  if (!survey) return null;
  const { locale, questions } = localise(survey, wanted || spoken, program.locale);
  const guest = person && frozenPerson(person);
  return {
    touchpoint,
    survey: name,
    version: survey.version,
    sample: program.touchpoints[touchpoint]?.sample ?? 1,
    questions,
    locale,
    subject,
    person: guest,
    facts: facts && scalars(facts),
    words: loadWords(locale),
  };
}
