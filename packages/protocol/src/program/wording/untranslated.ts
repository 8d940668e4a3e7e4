import type { Survey } from '../document.ts';
import { wordsOf } from './words.ts';

/** What one language lacks of the words of one question. */
export interface Untranslated {
  path: PropertyKey[];
  message: string;
}

/**
 * Words that a language of the survey lacks: a survey half in another language is not the same survey. A variant of a
 * language that is there, or of the survey's own, needs but the words that differ.
 */
export function untranslated(survey: Survey, own: string): Untranslated[] {
  const words = wordsOf(survey, own);
  const locales = Object.keys(survey.locales ?? {});
  const whole = locales.filter(
    (locale) =>
      scriptOf(locale) !== scriptOf(own) &&
      !locales.some((other) => other !== locale && isVariant(locale, other)),
  );
  const originals = words.filter(({ path }) => path[0] === 'questions');
  return whole.flatMap((locale) =>
    originals.flatMap(({ question, passages }) => {
      const translated = words.find((each) => each.locale === locale && each.question === question);
      const known = new Set(translated?.passages.map(({ name }) => name));
      const lacking = passages.filter(({ name }) => !known.has(name)).map(({ name }) => name);
      if (lacking.length === 0) return [];
      // A question that the language leaves out has no place of its own there.
      const [path, what] = translated
        ? [translated.path, lacking.join(', ')]
        : [['locales', locale], `${lacking.join(', ')} of "${question.id}"`];
      const message = `lacks ${what}, shown in ${own} among words in ${locale}: add what is missing`;
      return [{ path, message }];
    }),
  );
}

/** What somebody reads: a language in a script, such as `zh-Hant`. */
function scriptOf(locale: string): string {
  const { language, script } = new Intl.Locale(locale).maximize();
  return `${language}-${script}`;
}

function isVariant(locale: string, of: string): boolean {
  return [locale, new Intl.Locale(locale).maximize().toString()].some((tag) => tag.startsWith(`${of}-`));
}
