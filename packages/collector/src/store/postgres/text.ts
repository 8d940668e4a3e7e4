/**
 * PostgreSQL keeps no U+0000 in a text, but a person's id may hold one. So U+0001 escapes both: what is written is the
 * same text for the same input, and is read as it was.
 */
const mark = '\u0001';
const nul = '\u0000';

/** A text as PostgreSQL keeps it. */
export function toStored(text: string): string {
  if (!text.includes(nul) && !text.includes(mark)) return text;
  return text.replaceAll(mark, `${mark}1`).replaceAll(nul, `${mark}0`);
}

/** A text as it was, of what PostgreSQL keeps. */
export function fromStored(text: string): string {
  return text.includes(mark) ? text.replaceAll(`${mark}0`, nul).replaceAll(`${mark}1`, mark) : text;
}
