import { loadSeldom } from '../load-seldom.ts';
import { en } from './locales/en.ts';
import type { Phrases, Words } from './locales/words.ts';

/** Phrases with their numbers filled in, as a language writes them. */
function speak(phrases: Phrases, locale: string): Words {
  const { format: number } = new Intl.NumberFormat(locale);
  const fill = (phrase: string, n: number) => phrase.replace('{n}', number(n));
  return {
    ...phrases,
    of: (value, most) => fill(phrases.of, value).replace('{most}', number(most)),
    atMost: (most) => fill(phrases.atMost, most),
    number,
  };
}

/** Our words in English, which need no loading. */
export const english = speak(en, 'en');

/**
 * Our words in the language of a BCP 47 tag, else in English.
 *
 * @example
 * (await loadWords('de-AT')).send; // 'Senden'
 */
export async function loadWords(locale: string): Promise<Words> {
  if (/^en\b/i.test(locale)) return english;
  try {
    const { loadPhrases } = await loadSeldom();
    return speak(await loadPhrases(locale), locale);
  } catch {
    return english;
  }
}

/** Whether a BCP 47 tag names a language that is written from right to left, or in a script that is. */
export function isRtl(locale: string): boolean {
  try {
    return /Arab|Hebr|Thaa|Syrc|Nkoo|Adlm/.test(new Intl.Locale(locale).maximize().baseName);
  } catch {
    return false;
  }
}
