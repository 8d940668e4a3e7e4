import { type Child, element } from '../element.ts';
import { button } from './button.ts';
import { face, glyph } from './glyph.ts';
import { rangeOf, type ScaleQuestion } from './range.ts';
import type { Turn } from './turn.ts';

/**
 * Every question that is answered with one integer, as a radio group. A tap answers at once, so arrow keys only move the
 * focus: choosing on arrows, as native radio buttons do, would send the first value that they pass.
 */
export function scale({ question, words, rtl, choose, answer }: Turn<ScaleQuestion>): Child[] {
  const [min, max] = rangeOf(question);
  const count = max - min + 1;
  // Faces are for satisfaction; any other look that a program asks for is drawn as numbers yet.
  const look = question.type === 'csat' && (question.look ?? 'smileys') === 'smileys' ? 'smileys' : 'numbers';
  const { low, high } = question.labels ?? {};

  const options = Array.from({ length: count }, (_, index) => {
    const value = min + index;
    const end = value === min ? low : value === max ? high : '';
    const name = look === 'numbers' ? `${value}` : words.of(value, max);
    const option = element(
      'button',
      {
        type: 'button',
        part: 'option',
        class: 'option',
        role: 'radio',
        'aria-label': end ? `${value}, ${end}` : name,
        'aria-checked': 'false',
        tabindex: index ? -1 : 0,
        onclick: () => choose(value, option),
      },
      look === 'numbers' ? `${value}` : glyph(face(index / (count - 1))),
    );
    return option;
  });

  const move = (event: KeyboardEvent) => {
    const { key, target } = event;
    const forward = rtl ? -1 : 1;
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: forward, ArrowLeft: -forward }[key];
    const to = step
      ? options.indexOf(target as HTMLButtonElement) + step + count
      : { Home: 0, End: -1 + count }[key];
    const option = options[to === undefined ? (/^\d$/.test(key) ? +key - min : -1) : to % count];
    if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    for (const each of options) each.tabIndex = each === option ? 0 : -1;
    option.focus();
  };

  return [
    element(
      'div',
      {
        class: `scale ${look} of${count}`,
        role: 'radiogroup',
        'aria-labelledby': 'question',
        onkeydown: move,
      },
      ...options,
    ),
    // The options at the ends say these words already.
    (low || high) &&
      element(
        'div',
        { class: 'ends', 'aria-hidden': 'true' },
        element('span', {}, low),
        element('span', {}, high),
      ),
    question.optional &&
      element('div', { class: 'actions' }, button(words.skip, { onclick: () => answer(null) })),
  ];
}
