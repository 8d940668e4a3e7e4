/** One line of SVG on a square of 32; a picture beside a name that says it all. */
export const Glyph = ({ path }: { path: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <path d={path} />
  </svg>
);

export const cross = 'M11 11l10 10M21 11l-10 10';

/** A face from a frown (0) to a smile (1), in the text's colour alone: red and green would lead the answer. */
export function face(part: number): string {
  const bend = part * 2 - 1;
  const corner = 20.6 - bend * 1.7;
  return `M16 2a14 14 0 1 0 .01 0zM11.5 11.6v1.8M20.5 11.6v1.8M10 ${corner}Q16 ${20.6 + bend * 5.4} 22 ${corner}`;
}
