import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';

/** Words that are kept of a text; what follows cannot be found. A response has at most 16,000 characters. */
const perText = 4_000;
/** Characters that are kept of a word, whether it is kept or looked for: no index takes any length. */
const perWord = 500;

/**
 * The words of a text as they are searched: in lower case, without accents, letters and digits alone. Scripts that are
 * written without spaces give every character as a word. The same in every store, which is why no store splits texts.
 *
 * @example
 * wordsOf('Café, 2nd floor'); // ['cafe', '2nd', 'floor']
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => whole[letter] ?? letter);
  const words = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((run) =>
    run.split(unspaced).flatMap((word) => (word === '' ? [] : cut(word))),
  );
  return [...new Set(words)].slice(0, perText);
}

/** Letters that are written with an accent or as two, and that Unicode takes for letters of their own. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

function cut(word: string): string {
  return word.length <= perWord ? word : Array.from(word).slice(0, perWord).join('');
}

/** Characters of scripts that put no spaces between words; the group keeps them when a run is split. */
const unspaced =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/u;

/** The words of all texts that somebody wrote in a response; none when it has none. */
export function wordsOfResponse(state: ResponseState, known: KnownProgram): string[] {
  return wordsOf(textsOf(state, known).join(' '));
}

/** What somebody wrote in a response, in the order of its answers. */
export function textsOf({ survey, version, answers = [] }: ResponseState, known: KnownProgram): string[] {
  const specs = known.surveys.get(survey)?.get(version)?.answers;
  return answers.flatMap(({ question, value }) =>
    typeof value === 'string' && value !== '' && specs?.get(question)?.type === 'text' ? [value] : [],
  );
}

/** Whether words hold one that begins with each of those that are looked for: what every store's index must tell. */
export function hasWords(words: readonly string[], sought: readonly string[]): boolean {
  return sought.every((start) => words.some((word) => word.startsWith(start)));
}
