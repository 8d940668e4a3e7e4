/** An escape of a JSON text: a surrogate pair, half of one, the character 0, or any other. */
const escapes =
  /\\(u[Dd][89ABab][\dA-Fa-f]{2}\\u[Dd][C-Fc-f][\dA-Fa-f]{2}|u[Dd][89A-Fa-f][\dA-Fa-f]{2}|u0000|[\s\S])/g;
const unstorable = /^u(?:d[89a-f]..|0000)$/i;
const replacement = '\\ufffd';

/**
 * Parses JSON. Half a surrogate pair and the character 0, which are no text that every store can keep, become U+FFFD,
 * as they do wherever text is decoded: whoever cuts a text in the middle of an emoji loses the emoji, not the answer.
 *
 * @throws SyntaxError
 * @example
 * parseJson('"cut \\ud83d"'); // 'cut \ufffd'
 */
export function parseJson(text: string): unknown {
  const suspicious = /\\u(?:d[89a-f]|0000)/i.test(text);
  return JSON.parse(
    suspicious
      ? text.replace(escapes, (whole, code: string) => (unstorable.test(code) ? replacement : whole))
      : text,
  );
}

/** A text that came another way than as JSON, such as in a path, with the same put in place of what cannot be kept. */
export function keepable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
