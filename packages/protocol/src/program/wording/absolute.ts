import type { Asked } from './asked.ts';
import { found, type Phrase } from './found.ts';

const often =
  /\bevery (?:other|few|two|three|\d+|hour|minute|day|\w+day|week|weekend|month|quarter|year|morning|evening|night)\b/gi;

const absolutes: Phrase[] = [
  [
    /(?<!\b(?:almost|nearly|hardly|not) )\b(?:always(?!-)|never(?! mind)|every)\b/i,
    'leaves no room for the one time that was different, so that few can say yes: leave it out, or ask how often',
  ],
];

/**
 * Words that make it hard to say yes. Who asks "which" or "how often" does not ask for a yes; who asks "why do you
 * always" has said it for the person. Source: Bradburn, Sudman and Wansink (2004), _Asking Questions_.
 */
export function absolute({ text, part, type }: Asked): string | null {
  const supposes = /\bwhy (?:do|did) you (?:always|never)\b/i.test(text);
  const open = type === 'text' || /\b(?:which|what|who|why|where|how often)\b/i.test(text);
  return part === 'question' && (supposes || !open) ? found(text.replace(often, ' '), absolutes) : null;
}
