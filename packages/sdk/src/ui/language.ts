import type { Words } from './locales/words.ts';

/** What a survey says in English that uses nothing that is seldom needed; the whole of it is with the other languages. */
export const english = {
  close: 'Close',
  send: 'Send',
  skip: 'Skip',
  kept: 'Your answer is kept and will be sent later.',
  of: (value, most) => `${value} of ${most}`,
  number: String,
} as Partial<Words> as Words;

/** Whether a BCP 47 tag names a language that is written from right to left, or in a script that is. */
export function isRtl(locale: string): boolean {
  try {
    return /Arab|Hebr/.test(new Intl.Locale(locale).maximize().baseName);
  } catch {
    return false;
  }
}
