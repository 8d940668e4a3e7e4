import { parseRecall } from '../../recall.ts';
import type { Survey } from '../document.ts';
import type { Question } from '../question.ts';

/** The words of one question in one language. */
export interface Words {
  locale: string;
  question: Question;
  /** Where the question, or its translation, is in the survey. */
  path: PropertyKey[];
  passages: Passage[];
}

/** One text that people read. */
export interface Passage {
  /** Where it would be in a translation: `text`, `labels.low`, `options.ID` … */
  name: string;
  /** Where it is in the question, or in its translation. */
  path: PropertyKey[];
  /** With the else-words of its recall markers in their place. */
  text: string;
}

/** The words of every question of a survey: in the program's own language, then in each that it is translated to. */
export function wordsOf({ questions, locales = {} }: Survey, own: string): Words[] {
  const inOwn = questions.map(
    (question, index): Words => ({
      locale: own,
      question,
      path: ['questions', index],
      passages: ownPassages(question),
    }),
  );
  const translated = Object.entries(locales).flatMap(([locale, translations]) =>
    questions
      .filter(({ id }) => Object.hasOwn(translations, id))
      .map(
        (question): Words => ({
          locale,
          question,
          path: ['locales', locale, question.id],
          passages: passagesIn(translations[question.id] ?? {}),
        }),
      ),
  );
  return [...inOwn, ...translated];
}

const translatable = ['text', 'labels', 'placeholder', 'needs', 'ease', 'enjoyment', 'comment', 'other'];

/** As in a translation, but that options and links have their words inside. */
function ownPassages(question: Question): Passage[] {
  const plain = Object.entries(question).filter(([name]) => translatable.includes(name));
  const options = 'options' in question ? question.options : [];
  return [
    ...passagesIn(Object.fromEntries(plain)),
    ...options.map(({ id, text }, index) => passage(text, `options.${id}`, ['options', index, 'text'])),
    ...('link' in question ? [passage(question.link.text, 'link', ['link', 'text'])] : []),
  ];
}

function passagesIn(words: object, path: string[] = []): Passage[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const at = [...path, name];
    return typeof value === 'string' ? [passage(value, at.join('.'), at)] : passagesIn(value, at);
  });
}

function passage(text: string, name: string, path: PropertyKey[]): Passage {
  const parts = parseRecall(text).map((part) =>
    typeof part === 'object' && 'kind' in part ? part.otherwise : part,
  );
  return { name, path, text: parts.filter((part) => typeof part === 'string').join('') };
}
