import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scoreQuery } from './analysis/score-query.ts';
import { claimRequest } from './claim.ts';
import { faultsOf } from './faults.ts';
import { momentRequest } from './moment.ts';
import { plainWords } from './plain-words.ts';
import { envelope, importLine, tally } from './response.ts';

const faults = (schema: z.ZodType, input: unknown) =>
  faultsOf(schema.safeParse(input, { error: plainWords }).error?.issues ?? []);
const words = (schema: z.ZodType, input: unknown) => faults(schema, input).map(({ message }) => message);
const either = z.discriminatedUnion('type', [
  z.object({ type: z.literal('a') }),
  z.object({ type: z.literal('b') }),
]);

describe('plainWords', () => {
  it.each<[message: string, schema: z.ZodType, input: unknown]>([
    ['is required', z.string(), undefined],
    ['must be a text', z.string(), 1],
    ['must be a number', z.number(), '1'],
    ['must be a whole number', z.int(), 1.5],
    ['must be true or false', z.boolean(), 1],
    ['must be a list', z.array(z.string()), {}],
    ['must be an object', z.object({}), []],
    ['must be an object', z.record(z.string(), z.string()), null],
    ['must be date', z.date(), 1],
    ['must be a text or a number', z.union([z.string().min(1), z.number()]), true],
    ['must be a', z.literal('a'), 1],
    ['must be one of nps, csat; did you mean "nps"?', z.enum(['nps', 'csat']), 'NSP'],
    ['must be one of a, b', z.enum(['a', 'b']), ['a']],
    ['must be a date such as 2026-12-01', z.iso.date(), '1.12.2026'],
    ['must be an RFC 3339 date and time with its zone', z.iso.datetime(), 'now'],
    ['must be of another form', z.email(), 'x'],
    ['is not of the right form', z.number().multipleOf(5), 7],
    ['is not of the right form', z.union([z.string().min(2), z.string().length(0)]), 'x'],
    ['must have at most 200 characters', z.string().max(200), 'x'.repeat(201)],
    ['must be one of a, b', z.enum(['a', 'b']), 'c'],
    ['must be one of a, b', either, { type: 'c' }],
    ['must be one of a, b', either, {}],
    ['must not be empty', z.string().min(1), ''],
    ['must have at least 2 characters', z.string().min(2), 'x'],
    ['must have at most 1 entries', z.array(z.string()).max(1), ['a', 'b']],
    ['must be at least 1', z.int().min(1), 0],
    ['must be at most 1', z.number().max(1), 2],
    ['must be more than 0', z.number().gt(0), 0],
    ['must be less than 1', z.number().lt(1), 1],
    ['must be a colour', z.string('must be a colour'), 1],
  ])('say: %s', (message, schema, input) => {
    expect(words(schema, input)).toStrictEqual([message]);
  });
});

describe('the faults of unknown keys', () => {
  it('are one for each, with the key that may have been meant', () => {
    expect(
      faults(z.strictObject({ when: z.string(), go: z.string() }), {
        when: 'x',
        go: 'y',
        whne: 1,
        'a\nb': 1,
      }),
    ).toStrictEqual([
      { path: '/whne', message: '"whne" is not known here; did you mean "when"?' },
      { path: '/a\nb', message: '"a\\nb" is not known here; remove it or correct its spelling' },
    ]);
  });

  it('take no longer look at more than are told', () => {
    const flood = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`when${index}`, 1]));
    const messages = words(z.strictObject({ when: z.exactOptional(z.string()) }), flood);
    expect(messages.filter((message) => message.includes('did you mean'))).toHaveLength(100);
    expect(messages).toHaveLength(200);
  });
});

describe('the faults of a union', () => {
  const union = z.union(
    [
      z.strictObject({ gt: z.number() }),
      z.array(z.string()),
      z.union([z.string().max(3), z.boolean()], 'scalar'),
    ],
    'none of these',
  );

  it('are those of the alternative that is of the type of the input', () => {
    const inside = z.object({ test: union });
    expect(faults(inside, { test: { gt: 'x', lt: 1 } })).toStrictEqual([
      { path: '/test/gt', message: 'must be a number' },
      { path: '/test/lt', message: '"lt" is not known here; remove it or correct its spelling' },
    ]);
    expect(faults(inside, { test: ['a', 1] })).toStrictEqual([
      { path: '/test/1', message: 'must be a text' },
    ]);
    expect(faults(inside, { test: 'long' })).toStrictEqual([
      { path: '/test', message: 'must have at most 3 characters' },
    ]);
  });

  it('are one when there is no such alternative, or more than one', () => {
    expect(faults(union, 7)).toStrictEqual([{ path: '', message: 'none of these' }]);
    const twoTexts = z.union([z.literal('a'), z.literal('b')], 'must be a or b');
    expect(faults(twoTexts, 'c')).toStrictEqual([{ path: '', message: 'must be a or b' }]);
  });
});

describe('whatever comes over the wire', () => {
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('x'.repeat(5_000), '', -1, 1.5, 1e300));
  it.each<[name: string, schema: z.ZodObject]>(
    Object.entries({ envelope, importLine, tally, claimRequest, momentRequest, scoreQuery }),
  )('is refused in words of ours: %s', (_, schema) => {
    const members = fc.record(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, odd])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(fc.oneof(members, odd), (input) => {
        for (const message of words(schema, input))
          expect(message).toMatch(/^(?:must|is|has|"|at most|compare|where|to )/);
      }),
      { numRuns: 300 },
    );
  });
});
