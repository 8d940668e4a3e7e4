import type { Question, Translation } from '../question.ts';
import type { Answerables } from './answerable.ts';
import type { FactNames } from './declared-facts.ts';
import { type Finding, unknown } from './finding.ts';
import type { DraftSurvey } from './parts.ts';
import { recallFaults } from './recall-faults.ts';

/** Where all the words in other languages are, and what they may take from the rest of the program. */
interface Place {
  path: readonly PropertyKey[];
  /** The language of the program. */
  locale: string | null;
  answers: Answerables;
  facts: FactNames;
}

/** What is wrong with the words of a survey in other languages. */
export function translationFaults(
  { questions, locales = {} }: DraftSurvey,
  { path, locale: own, answers, facts }: Place,
): Finding[] {
  const ids = questions.map(({ id }) => id);
  return Object.entries(locales).flatMap(([locale, translations]) => {
    if (locale === own)
      return [
        {
          path: [...path, locale],
          message: 'is the language of the program, whose words are in the questions; remove it',
        },
      ];
    return Object.entries(translations).flatMap(([id, words]) => {
      const at = [...path, locale, id];
      const position = ids.indexOf(id);
      const question = questions[position];
      if (!question) return [unknown({ path: at, what: 'question', name: id, among: ids })];
      if (question.type === null) return [];
      return [
        ...strayWords(words, { question, path: at }),
        ...recallFaults(words, { path: at, position, answers, facts }),
      ];
    });
  });
}

/** Translations of words that the question does not have, which nobody would see. */
function strayWords(
  words: Translation,
  { question, path }: { question: Question; path: readonly PropertyKey[] },
): Finding[] {
  const { labels = {}, options = {}, ...fields } = words;
  const ownLabels = 'labels' in question ? Object.keys(question.labels ?? {}) : [];
  const ownOptions = 'options' in question ? question.options.map(({ id }) => id) : [];
  const named = (group: string, members: readonly string[]) => members.map((member) => `${group}.${member}`);
  const own = [...Object.keys(question), ...named('labels', ownLabels), ...named('options', ownOptions)];
  const translated = [
    ...Object.keys(fields),
    ...named('labels', Object.keys(labels)),
    ...named('options', Object.keys(options)),
  ];
  return translated
    .filter((word) => !own.includes(word))
    .map((word) => ({
      path: [...path, ...word.split('.')],
      message: `question "${question.id}" has no ${word} to translate; remove it, or add it to the question`,
    }));
}
