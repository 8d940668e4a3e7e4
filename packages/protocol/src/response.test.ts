import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gates } from './gates.ts';
import { limits } from './limits.ts';
import { answer, channels, dismissReasons, envelope, importLine, response, tally } from './response.ts';
import { entries, faults, full, minimal, post, takes, times, without } from './wire.fixture.ts';

describe('response', () => {
  it('is taken as the contract shows it, unchanged', () => {
    expect(response.parse(full)).toStrictEqual(full);
    expect(response.parse(minimal)).toStrictEqual(minimal);
  });

  it.each(Object.keys(minimal))('needs %s', (key) => {
    expect(faults(response, without(minimal, key))).toStrictEqual([key]);
  });

  it.each(Object.keys(without(full, 'x')).filter((key) => !(key in minimal)))(
    'does not need %s, which is not null either',
    (key) => {
      expect(takes(response, without(full, key))).toBe(true);
      expect(faults(response, { ...full, [key]: null })[0]).toBe(key);
    },
  );

  it('ignores what it does not know, at every depth', () => {
    const more = {
      ...full,
      future: 1,
      person: { id: 'someone else' },
      answers: [{ ...full.answers[0], future: 1 }],
      dismissed: { ...full.dismissed, future: 1 },
    };
    expect(response.parse(more)).toStrictEqual(full);
  });

  it('takes any channel and any reason of the contract, and no other', () => {
    expect(channels).toStrictEqual(['in_app', 'inline', 'link', 'email', 'interview', 'import']);
    expect(dismissReasons).toStrictEqual(['closed', 'escape', 'later', 'timeout', 'superseded']);
    for (const channel of channels) expect(takes(response, { ...minimal, channel })).toBe(true);
    for (const reason of dismissReasons)
      expect(takes(response, { ...minimal, dismissed: { at: full.completed, reason } })).toBe(true);
    expect(
      faults(response, { ...full, channel: 'sms', dismissed: { at: full.completed, reason: 'bored' } }),
    ).toStrictEqual(['channel', 'dismissed.reason']);
    expect(faults(response, { ...full, dismissed: {} })).toStrictEqual(['dismissed.at', 'dismissed.reason']);
  });

  it.each<[field: string, taken: unknown[], refused: unknown[]]>([
    ['touchpoint', ['a', 'x'.repeat(64)], ['', 'x'.repeat(65), 1, null]],
    ['survey', ['a', 'x'.repeat(64)], ['', 'x'.repeat(65), 1, null]],
    ['version', [1, 1_000_000], [0, -1, 1.5, '1', null]],
    ['sample', [1, 0.001], [0, -0.1, 1.001, '1']],
    ['seed', [0, 4_294_967_295], [-1, 4_294_967_296, 0.5, '1']],
    ['locale', ['en', 'x'.repeat(35)], ['', 'x'.repeat(36), 1]],
    ['page', ['', '/', 'x'.repeat(limits.pageLength)], ['x'.repeat(limits.pageLength + 1), 1]],
    [
      'facts',
      [{}, entries(50), { ['n'.repeat(64)]: 'v'.repeat(500) }],
      [
        entries(51),
        { '': 1 },
        { ['n'.repeat(65)]: 1 },
        { a: 'v'.repeat(501) },
        { a: null },
        { a: {} },
        { a: [] },
        [],
      ],
    ],
    ['answers', [[], times(100, full.answers[0])], [times(101, full.answers[0]), {}, [null]]],
  ])('%s keeps its limits', (field, taken, refused) => {
    for (const value of taken)
      expect([field, value, takes(response, { ...minimal, [field]: value })]).toStrictEqual([
        field,
        value,
        true,
      ]);
    for (const value of refused)
      expect([field, value, takes(response, { ...minimal, [field]: value })]).toStrictEqual([
        field,
        value,
        false,
      ]);
  });

  it('is harmless when its names are those of every object', () => {
    const hostile = JSON.parse(
      `{"facts":{"__proto__":{"polluted":1},"toString":"x","constructor":1},"__proto__":{"polluted":1}}`,
    );
    const parsed = response.safeParse({ ...minimal, ...hostile });
    expect({}).not.toHaveProperty('polluted');
    expect(parsed.data ?? {}).not.toHaveProperty('polluted');
    expect(parsed.data?.facts ?? {}).not.toHaveProperty('polluted');
  });
});

describe('the id of a response', () => {
  const idOf = (id: unknown) => response.safeParse({ ...minimal, id }).data?.id;

  it.each([
    ['a UUIDv7', '019aa9f0-1c2d-7e3f-8a4b-5c6d7e8f9a0b'],
    ['a UUIDv1', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['a UUIDv4', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
    ['a UUIDv5', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
    ['a UUIDv8', '320c3d4d-cc00-875b-8ec9-32d5f69181c0'],
    ['the nil UUID', '00000000-0000-0000-0000-000000000000'],
    ['a UUID of the Microsoft variant', '00000000-0000-1000-c000-000000000046'],
    ['a UUID that a database made of counters', '0fb2d1c0-77aa-0e5a-0053-0100007f0b5e'],
  ])('may be %s', (_, id) => {
    expect(idOf(id)).toBe(id);
  });

  it('is the same in capitals', () => {
    expect(idOf(minimal.id.toUpperCase())).toBe(minimal.id);
  });

  it.each([
    '',
    '019aa9f0',
    '019aa9f01c2d7e3f8a4b5c6d7e8f9a0b',
    `{${minimal.id}}`,
    `urn:uuid:${minimal.id}`,
    `${minimal.id} `,
    `${minimal.id}\n`,
    '019aa9f0-1c2d-7e3f-8a4b-5c6d7e8f9a0g',
    17,
    null,
  ])('is not %j', (id) => {
    expect(faults(response, { ...minimal, id })).toStrictEqual(['id']);
  });
});

describe('a time', () => {
  const two = (part: number) => String(part).padStart(2, '0');
  const taken = (shown: unknown) => takes(response, { ...minimal, shown });

  it('is any that RFC 3339 can write, with the instant that Date.parse reads', () => {
    const zone = fc.oneof(
      fc.constant({ text: 'Z', minutes: 0 }),
      fc
        .tuple(fc.constantFrom(1, -1), fc.nat({ max: 23 }), fc.nat({ max: 59 }))
        .map(([sign, hours, minutes]) => ({
          text: `${sign < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`,
          minutes: sign * (hours * 60 + minutes),
        })),
    );
    const fraction = fc.option(
      fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 9 }).map((digits) => digits.join('')),
    );
    const second = fc.date({
      min: new Date('1900-01-02T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(second, fraction, zone, (date, digits, { text, minutes }) => {
        const clock = date.toISOString().slice(0, 19);
        const shown = `${clock}${digits === null ? '' : `.${digits}`}${text}`;
        expect([shown, taken(shown)]).toStrictEqual([shown, true]);
        const ms = Number((digits ?? '').padEnd(3, '0').slice(0, 3));
        expect(Date.parse(shown)).toBe(Date.parse(`${clock}Z`) + ms - minutes * 60_000);
      }),
    );
  });

  it.each([
    '1899-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00Z',
    '2026-11-22',
    '2026-11-22T07:00:00',
    '2026-11-22T07:00Z',
    '2026-11-22 07:00:00Z',
    '2026-11-22T07:00:00+0100',
    '2026-11-22T07:00:00.Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T07:60:00Z',
    '2026-02-29T07:00:00Z',
    '2026-13-01T07:00:00Z',
    '26-11-22T07:00:00Z',
    'Sun, 22 Nov 2026 07:00:00 GMT',
    '2026-W47-7T07:00:00Z',
    '2026-11-22T07:00:00Z\n',
    1_795_330_740_000,
    null,
  ])('is not %j', (shown) => {
    expect(taken(shown)).toBe(false);
  });

  it('is wanted wherever one stands', () => {
    const bad = 'yesterday';
    const input = {
      ...full,
      shown: bad,
      completed: bad,
      dismissed: { at: bad, reason: 'later' },
      answers: [{ ...full.answers[0], at: bad }],
    };
    expect(faults(response, input).toSorted()).toStrictEqual([
      'answers.0.at',
      'completed',
      'dismissed.at',
      'shown',
    ]);
    expect(faults(importLine, { ...minimal, sent: bad, received: bad })).toStrictEqual(['sent', 'received']);
    expect(faults(envelope, { ...post, sent: bad })).toStrictEqual(['sent']);
  });
});

describe('answer', () => {
  it.each([0, 10, -1, 1.5, '', 'Slow', 'x'.repeat(4_001), [], ['red', 'blue'], null].map((value) => [value]))(
    'may be %j; what the question wants is looked at later',
    (value) => {
      expect(answer.parse({ question: 'q', value })).toStrictEqual({ question: 'q', value });
    },
  );

  it.each(
    [true, {}, [1], [null], [['a']], Number.NaN, Number.POSITIVE_INFINITY, undefined].map((value) => [value]),
  )('is never %j', (value) => {
    expect(takes(answer, { question: 'q', value })).toBe(false);
  });

  it('addresses a question, or a part of one', () => {
    const question = (name: unknown) => takes(answer, { question: name, value: 1 });
    expect(question('experience.needs')).toBe(true);
    expect(question(`${'x'.repeat(64)}.enjoyment`)).toBe(true);
    expect(question('')).toBe(false);
    expect(question('x'.repeat(129))).toBe(false);
    expect(question(1)).toBe(false);
    expect(faults(answer, {})).toStrictEqual(['question', 'value']);
  });
});

describe('tally', () => {
  const counted = (text: string) => {
    const day = { id: minimal.id, day: '2026-11-22', touchpoint: 'ticket_closed', triggered: 9 };
    return tally.parse({ ...day, gates: JSON.parse(text) as unknown }).gates;
  };

  it('keeps the gates of the governor by their names', () => {
    const all = Object.fromEntries(gates.map((gate, index) => [gate, index]));
    expect(counted(JSON.stringify(all))).toStrictEqual(all);
  });

  it('counts gates that nobody here knows together, whatever they are called', () => {
    const text = '{"sample":2,"constructor":1,"toString":3,"later":4,"other":1,"__proto__":5}';
    const { other, ...known } = counted(text) ?? {};
    expect(known).toStrictEqual({ sample: 2 });
    expect(other).toBe(9);
  });

  it('never counts fewer when more has come', () => {
    const grown = fc.record({ sample: fc.nat(9), newer: fc.nat(9), newest: fc.nat(9) });
    fc.assert(
      fc.property(grown, grown, (a, b) => {
        const more = { sample: a.sample + b.sample, newer: a.newer + b.newer, newest: a.newest + b.newest };
        const [before, after] = [counted(JSON.stringify(a)), counted(JSON.stringify(more))];
        expect(after?.['other']).toBeGreaterThanOrEqual(before?.['other'] ?? 0);
        expect(after?.['sample']).toBeGreaterThanOrEqual(before?.['sample'] ?? 0);
      }),
    );
  });
});
