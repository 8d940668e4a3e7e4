import { type Child, element } from '../element.ts';
import { actions } from './actions.ts';
import { face, glyph } from './glyph.ts';
import { options } from './options.ts';
import type { Turn } from './turn.ts';

/** Every question that is answered with one whole number. A tap answers at once. */
export function scale(turn: Turn): Child[] {
  const { question, words, choose } = turn;
  const { type, min = 0, max = 0, labels = {} } = question;
  const count = max - min + 1;
  const thumbs = type === 'thumbs';
  const wanted = thumbs ? type : (question.look ?? (type === 'csat' ? 'smileys' : 'numbers'));
  // Faces tell no more than five apart.
  const look = count > 5 && wanted !== 'stars' ? 'numbers' : wanted;
  const ends = [labels.low, labels.high];

  const offered = Array.from({ length: count }, (_, index) => {
    // The thumb up comes first, as people are used to.
    const value = thumbs ? max - index : min + index;
    const part = (value - min) / (count - 1);
    const end = ends[part];
    const number = words.number(value);
    const name = thumbs
      ? [words.down, words.up][value]
      : end || look === 'numbers'
        ? number
        : words.of(value, max);
    const picture = look === 'smileys' ? face(part) : turn.aids?.pictures[look];
    return {
      name: end ? `${name}, ${end}` : name,
      content: picture
        ? glyph(picture)
        : look === 'emoji'
          ? ['😞', '🙁', '😐', '🙂', '😀'][Math.round(part * 4)]
          : number,
      onclick: (button: Element) => choose(value, button),
    };
  });
  return [
    options(turn, offered, `scale ${look} of${count}`),
    // The options at the ends say these words already.
    ends.some(Boolean) &&
      element(
        'div',
        { class: 'ends', 'aria-hidden': 'true' },
        ...ends.map((end) => element('span', {}, end)),
      ),
    actions(turn),
  ];
}
