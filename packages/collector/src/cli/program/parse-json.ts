/** A text is not JSON, or JSON that would be read otherwise than it looks. Lines and columns count from 1. */
export class JsonFault extends Error {
  override name = 'JsonFault';
  readonly line: number;
  readonly column: number;

  constructor(message: string, { text, at }: { text: string; at: number }) {
    super(message);
    const before = text.slice(0, at).split('\n');
    this.line = before.length;
    this.column = (before.at(-1) ?? '').length + 1;
  }
}

const blank = /[ \t\n\r]*/y;
const string = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[ !#-[\]-\uffff]*)*"/y;
const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
const [openObject, closeObject, openArray, closeArray] = [/\{/y, /\}/y, /\[/y, /\]/y];
const [comma, colon] = [/,/y, /:/y];

/** More than any program has; it keeps a hostile file from exhausting the stack. */
const deepest = 64;

/**
 * `JSON.parse` that says where a text is wrong, and does not let the second of two equal names hide the first: two
 * touchpoints of one name are one that was copied and not renamed.
 *
 * @throws JsonFault
 */
export function parseJson(text: string): unknown {
  let at = 0;

  const fail = (message: string): never => {
    throw new JsonFault(at < text.length ? message : `${message}, and the file ends here`, { text, at });
  };

  const take = (pattern: RegExp): string | null => {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? null;
    at += taken?.length ?? 0;
    return taken;
  };

  const unread = (wanted: string) =>
    fail(text[at] === '"' ? 'this text has no end, or a character that must be escaped' : wanted);

  const value = (depth: number): void => {
    if (depth > deepest) fail(`this is nested more than ${deepest} deep`);
    if (take(openObject)) members(depth);
    else if (take(openArray)) elements(depth);
    else if (!take(string) && !take(plain)) unread('a value must stand here');
  };

  const elements = (depth: number): void => {
    if (take(closeArray)) return;
    do value(depth + 1);
    while (take(comma));
    if (!take(closeArray)) fail('"," or "]" must stand here');
  };

  const members = (depth: number): void => {
    const names = new Set<string>();
    if (take(closeObject)) return;
    do {
      const quoted = take(string) ?? unread('a name in double quotes must stand here');
      const name = JSON.parse(quoted) as string;
      if (names.has(name)) {
        at -= quoted.length;
        fail(`the name ${quoted} is there twice in this object`);
      }
      names.add(name);
      if (!take(colon)) fail('":" must stand here');
      value(depth + 1);
    } while (take(comma));
    if (!take(closeObject)) fail('"," or "}" must stand here');
  };

  value(0);
  take(blank);
  if (at < text.length) fail('the document ends before this');
  return JSON.parse(text);
}
