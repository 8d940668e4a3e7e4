import { element } from '../element.ts';
import { button } from './button.ts';
import type { Turn } from './turn.ts';

/** The buttons under a question; the last of an optional one skips it. */
export const actions = ({ question, words, answer }: Turn, ...buttons: Node[]): HTMLElement =>
  element(
    'div',
    { class: 'actions' },
    ...buttons,
    question.optional && button(words.skip, { onclick: () => answer(null) }),
  );
