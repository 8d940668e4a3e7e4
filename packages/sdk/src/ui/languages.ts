import { en } from './locales/en.ts';
import type { Phrases, Words } from './locales/words.ts';

/** Languages beside English; each is a file of its own, loaded when somebody is asked in it. */
const languages: Record<string, () => Promise<Record<string, Phrases>>> = {
  ar: () => import('./locales/ar.ts'),
  cs: () => import('./locales/cs.ts'),
  da: () => import('./locales/da.ts'),
  de: () => import('./locales/de.ts'),
  el: () => import('./locales/el.ts'),
  es: () => import('./locales/es.ts'),
  fa: () => import('./locales/fa.ts'),
  fi: () => import('./locales/fi.ts'),
  fr: () => import('./locales/fr.ts'),
  he: () => import('./locales/he.ts'),
  hi: () => import('./locales/hi.ts'),
  hu: () => import('./locales/hu.ts'),
  id: () => import('./locales/id.ts'),
  it: () => import('./locales/it.ts'),
  ja: () => import('./locales/ja.ts'),
  ko: () => import('./locales/ko.ts'),
  nb: () => import('./locales/nb.ts'),
  nl: () => import('./locales/nl.ts'),
  pl: () => import('./locales/pl.ts'),
  pt: () => import('./locales/pt.ts'),
  ro: () => import('./locales/ro.ts'),
  ru: () => import('./locales/ru.ts'),
  sv: () => import('./locales/sv.ts'),
  th: () => import('./locales/th.ts'),
  tr: () => import('./locales/tr.ts'),
  uk: () => import('./locales/uk.ts'),
  vi: () => import('./locales/vi.ts'),
  zh: () => import('./locales/zh.ts'),
  'zh-Hant': () => import('./locales/zh-hant.ts'),
};

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

/**
 * Our words in the language of a BCP 47 tag, else in English.
 *
 * @example
 * (await loadWords('de-AT')).send; // 'Senden'
 */
export async function loadWords(locale: string): Promise<Words> {
  try {
    const { language, script } = new Intl.Locale(locale.replace(/^n[no]\b/, 'nb')).maximize();
    const load = languages[`${language}-${script}`] ?? languages[language];
    const [phrases] = Object.values((await load?.()) ?? {});
    return phrases ? speak(phrases, locale) : speak(en, 'en');
  } catch {
    return speak(en, 'en');
  }
}
