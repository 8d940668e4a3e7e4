/**
 * What a spreadsheet takes for the beginning of a formula: one of its signs, also behind blanks and quotes, at the start
 * of a cell or behind what another program may take for the end of one.
 */
const formula = /(^|[;\t\r\n])((?:[^\S\t\r\n]|["'])*[=+\-@＝＋－＠])/g;
/** Some spreadsheets leave these away, and look at what follows. */
const leftAway = /^[\t\r\n]/;

/**
 * Puts a `'` before whatever a spreadsheet would compute, as OWASP advises ("CSV Injection"): what people write must not
 * run on an analyst's machine.
 *
 * @example
 * withoutFormulas('=HYPERLINK("https://evil.example")'); // `'=HYPERLINK("https://evil.example")`
 */
export function withoutFormulas(text: string): string {
  const guarded = text.replaceAll(formula, "$1'$2");
  return leftAway.test(guarded) ? `'${guarded}` : guarded;
}
