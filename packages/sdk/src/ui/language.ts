import { en } from './locales/en.ts';
import type { Words } from './locales/words.ts';

/** Languages beside English; each is a file of its own, loaded when somebody is asked in it. */
const languages: Record<string, () => Promise<Words>> = {
  de: () => import('./locales/de.ts').then(({ de }) => de),
};

/**
 * Our words in the language of a BCP 47 tag, else in English.
 *
 * @example
 * (await loadWords('de-AT')).send; // 'Senden'
 */
export async function loadWords(locale: string): Promise<Words> {
  try {
    return (await languages[locale.split('-')[0] ?? '']?.()) ?? en;
  } catch {
    return en;
  }
}

/** Whether a BCP 47 tag names a language that is written from right to left. */
export const isRtl = (locale: string): boolean => /^(ar|he|fa|ur)\b/.test(locale);
