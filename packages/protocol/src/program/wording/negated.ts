import type { Asked } from './asked.ts';
import { found, type Phrase } from './found.ts';

const not = "(?:not|cannot|\\w+n't|never|no one|nobody)";
const negative =
  '(?:hardly|difficult|hard|complicated|confusing|impossible|impolite|in(?:correct|complete|convenient|accurate)' +
  '|dis(?:satisfied|agree|like|appointed|pleased)|un(?:clear|happy|satisfied|able|likely|necessary|common|helpful' +
  '|fair|reliable|usual|pleasant|friendly|comfortable|reasonable|important|aware))';

const negations: Phrase[] = [
  [
    new RegExp(`\\b${not}(?: (?!or\\b|and\\b|but\\b)[\\w'-]+){0,5}? (?:${not}|${negative})\\b`, 'i'),
    'is a double negation, and people misread which answer is the good one: say it without "not"',
  ],
  [
    /\blikely\b.{0,20}\b(?:not to|to not)\b/i,
    'asks for the opposite of what is scored, and people misread it: ask how likely they are to do it',
  ],
];

/**
 * Two negations in a sentence that is answered on a scale or by a choice, or one that turns the scale around. Source:
 * Krosnick and Presser (2010), "avoid questions with single or double negations"; a single one is let pass here, since
 * "if you could no longer use it" is one.
 */
export function negated({ text, part, type }: Asked): string | null {
  return part === 'question' && type !== 'text' ? found(text, negations) : null;
}
