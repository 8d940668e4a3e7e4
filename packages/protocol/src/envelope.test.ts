import { describe, expect, it } from 'vitest';
import { limits } from './limits.ts';
import { envelope, importLine, person, tally } from './response.ts';
import {
  dayTally,
  entries,
  faults,
  full,
  knownPerson,
  minimal,
  post,
  takes,
  times,
  without,
} from './wire.fixture.ts';

describe('person', () => {
  it('is taken as the contract shows it, and may be anonymous', () => {
    expect(person.parse(knownPerson)).toStrictEqual(knownPerson);
    expect(person.parse({})).toStrictEqual({});
    expect(person.parse({ traits: {} })).toStrictEqual({ traits: {} });
  });

  it.each(['id', 'account', 'role'])('keeps %s within its limits', (field) => {
    expect(takes(person, { [field]: 'x'.repeat(200) })).toBe(true);
    for (const value of ['', 'x'.repeat(201), 17, null])
      expect(faults(person, { [field]: value })).toStrictEqual([field]);
  });

  it('keeps traits within their limits', () => {
    for (const traits of [entries(50), { ['n'.repeat(64)]: 'v'.repeat(500) }, { a: 0, b: false, c: '' }])
      expect(person.parse({ traits })).toStrictEqual({ traits });
    for (const traits of [
      entries(51),
      { a: 'v'.repeat(501) },
      { ['n'.repeat(65)]: 1 },
      { a: null },
      { a: ['b'] },
      [],
    ])
      expect(takes(person, { traits })).toBe(false);
  });

  it('ignores what it does not know, a proof included', () => {
    expect(person.parse({ id: 'u-17', email: 'a@b.c', proof: 'a.b.c' })).toStrictEqual({ id: 'u-17' });
  });
});

describe('tally', () => {
  it('is taken as the contract shows it', () => {
    expect(tally.parse({ ...dayTally, future: 1 })).toStrictEqual(dayTally);
    expect(takes(tally, without(dayTally, 'gates'))).toBe(true);
  });

  it.each(['id', 'day', 'touchpoint', 'triggered'])('needs %s', (key) => {
    expect(faults(tally, without(dayTally, key))).toStrictEqual([key]);
  });

  it.each([
    ['day', '2026-02-30'],
    ['day', '2026-11-22T00:00:00Z'],
    ['triggered', -1],
    ['triggered', 1.5],
    ['triggered', '9'],
    ['id', 'x'],
    ['touchpoint', ''],
  ])('refuses a %s of %j', (key, value) => {
    expect(faults(tally, { ...dayTally, [key]: value })).toStrictEqual([key]);
  });

  it('counts gates in whole numbers', () => {
    for (const count of [-1, 0.5, '1', null])
      expect(faults(tally, { ...dayTally, gates: { sample: count } })).toStrictEqual(['gates.sample']);
    expect(takes(tally, { ...dayTally, triggered: 0, gates: {} })).toBe(true);
  });
});

describe('envelope', () => {
  it('is taken as the contract shows it', () => {
    expect(envelope.parse(post)).toStrictEqual(post);
    expect(envelope.parse({ ...post, future: 1, person: { ...post.person, future: 1 } })).toStrictEqual(post);
  });

  it.each(['key', 'sent', 'responses'])('needs %s', (key) => {
    expect(faults(envelope, without(post, key))).toStrictEqual([key]);
  });

  it('needs nothing else; its responses may be none', () => {
    const least = { key: post.key, sent: post.sent, responses: [] };
    expect(envelope.parse(least)).toStrictEqual(least);
  });

  it('holds up to 100 responses and 100 tallies', () => {
    expect(takes(envelope, { ...post, responses: times(100, minimal), tallies: times(100, dayTally) })).toBe(
      true,
    );
    expect(faults(envelope, { ...post, responses: times(101, minimal) })).toStrictEqual(['responses']);
    expect(faults(envelope, { ...post, tallies: times(101, dayTally) })).toStrictEqual(['tallies']);
  });

  it('is not refused for one bad response or tally, which it keeps for a closer look', () => {
    const odd = { ...post, responses: [full, { id: 1 }, null, 'x'], tallies: [{}, 3] };
    expect(envelope.parse(odd)).toStrictEqual(odd);
  });

  it('is refused for a bad person, or a proof that is too long', () => {
    expect(faults(envelope, { ...post, person: { id: 17 } })).toStrictEqual(['person.id']);
    expect(takes(envelope, { ...post, person: { proof: 'x'.repeat(limits.proofLength) } })).toBe(true);
    expect(
      faults(envelope, { ...post, person: { proof: 'x'.repeat(limits.proofLength + 1) } }),
    ).toStrictEqual(['person.proof']);
  });

  it.each([null, [], 'x', 1, undefined].map((input) => [input]))('is an object, not %j', (input) => {
    expect(faults(envelope, input)).toStrictEqual(['']);
  });
});

describe('importLine', () => {
  const line = { ...full, person: knownPerson, sent: post.sent, received: '2026-11-22T07:00:03.500Z' };

  it('is a response with its person, and with both times when it was exported', () => {
    expect(importLine.parse({ ...line, future: 1 })).toStrictEqual(line);
    expect(importLine.parse(minimal)).toStrictEqual(minimal);
  });

  it('has every limit that a response and a person have', () => {
    expect(faults(importLine, { ...line, version: 0, person: { id: '' } }).toSorted()).toStrictEqual([
      'person.id',
      'version',
    ]);
    for (const key of Object.keys(minimal))
      expect(faults(importLine, without(minimal, key))).toStrictEqual([key]);
  });
});
