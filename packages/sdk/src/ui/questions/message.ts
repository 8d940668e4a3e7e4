import type { Child } from '../element.ts';
import type { Kit } from './index.ts';
import type { Turn } from './turn.ts';

/**
 * Under the words of a message: where they lead, and how to go on without. At the end of a survey there is nothing to
 * go on to; there a message without a link is a thank-you, which leaves by itself.
 */
export function message(turn: Turn, { button, element, primary }: Kit): Child[] {
  const { question, words, advance, dismiss } = turn;
  const { link, last } = question;
  return [
    element(
      'div',
      { class: 'actions' },
      link &&
        /^(https:|mailto:|\/(?![/\\]))/.test(link.url) &&
        element(
          'a',
          {
            part: 'button',
            class: primary,
            href: link.url,
            // A page of the host's own is a next step; another site opens beside it.
            target: link.url.startsWith('https:') && '_blank',
            rel: 'noopener',
            onclick: advance,
          },
          link.text,
        ),
      !(link && last) && button(words.next, { class: link ? 'button' : primary, onclick: advance }),
      button(words.later, { onclick: () => dismiss('later') }),
    ),
  ];
}
