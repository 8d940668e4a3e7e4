import { type Mock, vi } from 'vitest';
import type { Step } from '../api.ts';
import type { Aids } from '../asking/prepare.ts';
import { loadWords } from './languages.ts';
import { createPrompt } from './prompt.ts';
import { message } from './questions/message.ts';
import { pictures } from './questions/pictures.ts';
import { rows } from './questions/rows.ts';
import type { Turn } from './questions/turn.ts';

const step = (type: Step['type'], text: string, more: Partial<Step> = {}): Step => ({
  id: type,
  type,
  text,
  optional: false,
  last: true,
  ...more,
});

/** A step of some types, as a session gives them. */
export const nps = step('nps', 'How likely are you to recommend us?', {
  min: 0,
  max: 10,
  labels: { low: 'Not at all likely', high: 'Extremely likely' },
});
export const csat = step('csat', 'How satisfied are you?', { min: 1, max: 5 });
export const thumbs = step('thumbs', 'Was it useful?', { min: 0, max: 1 });
export const pmf = step('pmf', 'How would you feel without it?', { min: 1, max: 3 });
export const why = step('text', 'What went wrong?');
export const news = step('message', 'Dark mode is here.');
const options = ['Red', 'Green', 'Blue'].map((text) => ({ id: text.toLowerCase(), text }));
export const choice = step('choice', 'Which one?', { options });
export const choices = step('choices', 'Which ones?', { options });

/** All that we say in English. */
export const english = await loadWords('en');

/** What is seldom needed. */
export const aids = { message, pictures, rows } as Aids;

/** What a person can do about a step, watched; and the card itself. */
type Drawn = Record<'choose' | 'answer' | 'advance' | 'dismiss', Mock> & {
  ask(next: Step, progress?: number | null): void;
  keep(kept: boolean): void;
};

/** Puts a card with a step into the page; another step can follow. */
export function draw(first: Step, turn: Partial<Turn> = {}, progress: number | null = null): Drawn {
  const calls = { choose: vi.fn(), answer: vi.fn(), advance: vi.fn(), dismiss: vi.fn() };
  const prompt = createPrompt('dialog', { words: english, rtl: false, aids, ...calls, ...turn });
  const ask = (question: Step, now: number | null = null) => prompt.ask(question, false, now);
  ask(first, progress);
  document.body.replaceChildren(prompt.card);
  return { ...calls, ask, keep: prompt.keep };
}

/** Presses a key in the prompt, as `keepKeys` hands it in. */
export function press(key: string, how: KeyboardEventInit = {}, at = document.activeElement): void {
  const detail = new KeyboardEvent('keydown', { key, ...how });
  at?.dispatchEvent(new CustomEvent('key', { detail, bubbles: true }));
}
