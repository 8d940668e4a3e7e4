import { type Asked, statementOf } from './asked.ts';

const graphemes = new Intl.Segmenter();
const most = { words: 20, characters: 120, button: 30 };

/**
 * A question that is more than one glance, or words of a button that a phone breaks. Sources: Payne (1951), _The Art of
 * Asking Questions_, for 20 words; 120 characters are four lines on a phone, and 30 are one.
 */
export function tooLong({ text, part }: Asked): string | null {
  const statement = statementOf(text);
  const characters = [...graphemes.segment(statement)].length;
  const words = statement.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (part === 'button' && characters > most.button)
    return `has ${characters} characters, and a phone shows ${most.button} in one line: say it shorter`;
  if (part !== 'question') return null;
  if (words > most.words) return `has ${words} words, and after ${most.words} people skim: say it shorter`;
  return characters > most.characters
    ? `has ${characters} characters, and after ${most.characters} people skim: say it shorter`
    : null;
}
