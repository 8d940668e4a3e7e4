import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFault, parseJson } from './parse-json.ts';

function faultOf(text: string): JsonFault | null {
  try {
    parseJson(text);
    return null;
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON, and JSON in which a character was dropped, doubled or replaced. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom('', ...'{}[],:"\\0-.eE+tfnu \n\t\u0007\u00a0\u2028\u007f/'.split('')),
  )
  .map(([text, nat, replacement]) => {
    const at = nat % text.length;
    return `${text.slice(0, at)}${replacement}${text.slice(at + (nat % 2))}`;
  });

describe('parseJson', () => {
  it('takes what JSON.parse takes, as the same value, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 4 }), nearlyJson, fc.string()), (text) => {
        const fault = faultOf(text);
        // Of two equal names JSON.parse keeps the second without a word.
        if (fault?.message.includes('there twice')) return;
        expect(fault === null).toBe(isJson(text));
        if (!fault) expect(parseJson(text)).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['nothing', '', 1, 1, 'a value must stand here, and the file ends here'],
    ['a word', '{\n  "stages": x\n}', 2, 13, 'a value must stand here'],
    ['single quotes', "{ 'stages': [] }", 1, 3, 'a name in double quotes must stand here'],
    ['a comma too many', '{ "a": 1,\n}', 2, 1, 'a name in double quotes must stand here'],
    ['a comma too few', '{\n  "a": 1\n  "b": 2\n}', 3, 3, '"," or "}" must stand here'],
    ['a colon too few', '{ "a" 1 }', 1, 7, '":" must stand here'],
    ['an element too few', '[1,,2]', 1, 4, 'a value must stand here'],
    ['an array without its end', '[1, 2', 1, 6, '"," or "]" must stand here, and the file ends here'],
    [
      'a text without its end',
      '{ "a": "b\n}',
      1,
      8,
      'this text has no end, or a character that must be escaped',
    ],
    [
      'a name without its end',
      '{ "a: 1 }',
      1,
      3,
      'this text has no end, or a character that must be escaped',
    ],
    ['a number that is none', '[01]', 1, 2, 'a value must stand here'],
    ['a comment', '{} // done', 1, 4, 'the document ends before this'],
    [
      'a name that is there twice',
      '{\n  "a": 1,\n  "\\u0061": 2\n}',
      3,
      3,
      'the name "\\u0061" is there twice in this object',
    ],
  ])('tells the line and the column of %s', (_what, text, line, column, message) => {
    expect(faultOf(text)).toMatchObject({ line, column, message });
  });

  it('lets a name be in two objects', () => {
    expect(parseJson('[{"a": {"a": 1}}, {"a": 2}]')).toEqual([{ a: { a: 1 } }, { a: 2 }]);
  });

  it.each([
    ['open', '['.repeat(500_000)],
    ['closed again', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('refuses what is nested far too deep and %s', (_what, text) => {
    expect(faultOf(text)?.message).toBe('this is nested more than 64 deep');
  });
});
