import { furnish } from '../element.ts';

const inSvg = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag);

/** One line of SVG on a square of 32; a picture beside a name that says it all. */
export const glyph = (path: string): Element =>
  furnish(inSvg('svg'), { viewBox: '0 0 32 32', 'aria-hidden': 'true' }, furnish(inSvg('path'), { d: path }));

export const cross = 'M11 11l10 10M21 11l-10 10';

/** A face from a frown (0) to a smile (1), in the text's colour alone: red and green would lead the answer. */
export function face(part: number): string {
  return `M16 2a14 14 0 1 0 .01 0zM11.5 11.6v1.8m9-1.8v1.8M10 ${22.3 - 3.4 * part}q6 ${14.2 * part - 7.1} 12 0`;
}
