import type { Asked } from './asked.ts';

/**
 * Cheer in what is asked or answered with: it is pressure too (see `leading`). A message may be cheerful, and a name may
 * have the mark inside, as in "Yahoo! mail".
 */
export function exclamation({ text, part }: Asked): string | null {
  const cheers = part !== 'message' && /[!！](?:\s*$|\s+\p{Lu}|[?!])/u.test(text);
  return cheers ? '"!" is cheerful, and cheer moves answers up: end the sentence without it' : null;
}
