import type { ClientSurvey, Question, Translation } from '@milepost/protocol';
import { own } from '../own.ts';

/** A survey's questions in one language. */
export interface Localised {
  locale: string;
  questions: Question[];
}

/**
 * The questions of a survey in the wanted language. Each text is taken from that language, else from a broader one
 * (`de-AT`, `de`; `zh-TW`, `zh-Hant`), else from the one that the survey is written in. `locale` is the first of these
 * languages that the survey has.
 *
 * @example
 * localise(survey, 'de-AT', 'en').locale; // 'de'
 */
export function localise(survey: ClientSurvey, wanted: string, written: string): Localised {
  const { questions, locales = {} } = survey;
  const tags = [...broadening(wanted), written];
  const found = tags.slice(0, tags.indexOf(written)).filter((tag) => Object.hasOwn(locales, tag));
  return {
    locale: found[0] ?? written,
    questions: questions.map((question) =>
      found.reduceRight((words, tag) => translated(words, own(locales[tag] ?? {}, question.id)), question),
    ),
  };
}

/** A language tag, then the broader ones, those with the script that it is usually written in among them. */
function broadening(wanted: string): Set<string> {
  const shorter = (tag: string) =>
    tag.split('-').map((_, cut, parts) => parts.slice(0, parts.length - cut).join('-'));
  try {
    const locale = new Intl.Locale(wanted);
    const { baseName } = locale;
    // The bare language comes last: it is broader than any script.
    return new Set([baseName, ...shorter(baseName).slice(0, -1), ...shorter(locale.maximize().baseName)]);
  } catch {
    // A browser or a host may name a language in a manner of its own.
    return new Set();
  }
}

/** A question with those of its words replaced that a translation has. */
function translated(question: Question, words: Translation = {}): Question {
  const { labels, options = {}, link, ...texts } = words;
  return {
    ...question,
    ...texts,
    ...(labels && 'labels' in question && { labels: { ...question.labels, ...labels } }),
    ...('options' in question && {
      options: question.options.map((option) => ({
        ...option,
        text: own(options, option.id) ?? option.text,
      })),
    }),
    ...(link && 'link' in question && { link: { ...question.link, text: link } }),
  } as Question;
}
