import type { Person } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { frozenPerson, scalars } from './freeze.ts';

describe('what a host hands over', () => {
  test('is sent as far as it can be', () => {
    const facts = {
      text: 'a',
      count: 1,
      yes: true,
      none: null,
      absent: undefined,
      list: [1],
      call: () => {},
      big: 1n,
    };
    expect(scalars(facts)).toEqual({ text: 'a', count: 1, yes: true });
    expect(scalars({ long: 'x'.repeat(600) })['long']).toHaveLength(500);
  });

  test('is copied, so that a later change does not reach it', () => {
    const traits: Record<string, string> = { plan: 'pro' };
    const person = frozenPerson({ id: 'u-17', traits });
    traits['plan'] = 'free';
    expect(person).toEqual({ id: 'u-17', traits: { plan: 'pro' } });
  });

  test('may be a person as plain JavaScript has them', () => {
    const person = {
      id: 42,
      account: null,
      role: 'admin',
      traits: { plan: null, seats: 3 },
    } as unknown as Person;
    expect(frozenPerson(person)).toEqual({ id: '42', role: 'admin', traits: { seats: 3 } });
  });

  test('never makes the collector refuse the answer', () => {
    const traits = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, index]));
    expect(Object.keys(scalars(traits))).toHaveLength(50);
    expect(scalars({ nan: Number.NaN, far: Number.POSITIVE_INFINITY, '': 1, ['n'.repeat(65)]: 1 })).toEqual(
      {},
    );
    const person = { id: 'u'.repeat(300), account: 42, role: '', traits: {} } as unknown as Person;
    expect(frozenPerson(person)).toEqual({ id: 'u'.repeat(200), account: '42', traits: {} });
    expect(frozenPerson({ id: 0 } as unknown as Person)).toEqual({ id: '0', traits: {} });
  });

  test('may be proven by a signature that is longer than any id', () => {
    const proof = 'x'.repeat(600);
    expect(frozenPerson({ id: 'u-17', proof })).toEqual({ id: 'u-17', proof, traits: {} });
  });

  test('may be nobody who is known', () => {
    const person = { id: undefined, traits: { plan: 'pro' } } as unknown as Person;
    expect(frozenPerson(person)).toEqual({ traits: { plan: 'pro' } });
  });
});
