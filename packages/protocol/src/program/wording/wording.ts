import { pointer } from '../../problem.ts';
import type { Program, Survey } from '../document.ts';
import { absolute } from './absolute.ts';
import { type Asked, asked } from './asked.ts';
import { doubleBarrelled } from './double-barrelled.ts';
import { exclamation } from './exclamation.ts';
import { jargon } from './jargon.ts';
import { leading } from './leading.ts';
import { negated } from './negated.ts';
import { loadedScale, swappedScale, unlabelledScale } from './scale-ends.ts';
import { tooLong } from './too-long.ts';
import { tooMany } from './too-many.ts';
import { untranslated } from './untranslated.ts';
import { type Words, wordsOf } from './words.ts';

/** What may be wrong with the words of a survey. Each has a file of its own, with its source. */
export type WordingRule =
  | 'leading'
  | 'double_barrelled'
  | 'jargon'
  | 'too_long'
  | 'absolute'
  | 'negated'
  | 'loaded_scale'
  | 'swapped_scale'
  | 'unlabelled_scale'
  | 'too_many'
  | 'untranslated'
  | 'exclamation';

/** Something that people read and that had better be worded otherwise. It is never a reason to refuse a program. */
export interface WordingFinding {
  /** Where it is, as an RFC 6901 JSON Pointer. */
  path: string;
  rule: WordingRule;
  /** What it does to the answers, and the remedy. */
  message: string;
}

/** Why a rule is broken, or null when it is not. */
type Rule<T> = [rule: WordingRule, verdict: (of: T) => string | null];

const inAnyLanguage: Rule<Asked>[] = [
  ['too_long', tooLong],
  ['exclamation', exclamation],
];
const scaleEnds: Rule<Words>[] = [
  ['loaded_scale', loadedScale],
  ['swapped_scale', swappedScale],
];
const inEnglish: Rule<Asked>[] = [
  ...inAnyLanguage,
  ['leading', leading],
  ['double_barrelled', doubleBarrelled],
  ['jargon', jargon],
  ['absolute', absolute],
  ['negated', negated],
];

/**
 * Everything in the surveys of a program that had better be worded otherwise. Rules about words know English, and are
 * held against texts in English alone; the others against all. They would rather miss a fault than cry wolf.
 *
 * @example
 * wordingOf(program)[0]; // { path: '/surveys/support-csat/questions/0/text', rule: 'leading', message: '…' }
 */
export function wordingOf(program: Program): WordingFinding[] {
  return Object.entries(program.surveys).flatMap(([id, survey]) =>
    surveyFindings(survey, program.locale).map(([path, rule, message]) => ({
      path: pointer(['surveys', id, ...path]),
      rule,
      message,
    })),
  );
}

type Found = [path: PropertyKey[], rule: WordingRule, message: string];

function surveyFindings(survey: Survey, own: string): Found[] {
  const many = tooMany(survey.questions);
  return [
    ...(many ? [[['questions'], 'too_many', many] satisfies Found] : []),
    ...wordsOf(survey, own).flatMap(questionFindings),
    ...untranslated(survey, own).map(({ path, message }): Found => [path, 'untranslated', message]),
  ];
}

function questionFindings(words: Words): Found[] {
  const english = new Intl.Locale(words.locale).language === 'en';
  const original = words.path[0] === 'questions';
  const labels = words.passages.some(({ name }) => name.startsWith('labels.'));
  const ends = labels ? [...words.path, 'labels'] : words.path;
  return [
    ...broken(original ? [['unlabelled_scale', unlabelledScale]] : [], words, ends),
    ...broken(english ? scaleEnds : [], words, ends),
    ...words.passages.flatMap((passage) =>
      broken(english ? inEnglish : inAnyLanguage, asked(passage, words), [...words.path, ...passage.path]),
    ),
  ];
}

function broken<T>(rules: Rule<T>[], of: T, path: PropertyKey[]): Found[] {
  return rules.flatMap(([rule, verdict]): Found[] => {
    const message = verdict(of);
    return message === null ? [] : [[path, rule, message]];
  });
}
