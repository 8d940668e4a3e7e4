import { describe, expect, it } from 'vitest';
import { momentRequest } from './moment.ts';
import { entries, faults, full, knownPerson, minimal, takes, without } from './wire.fixture.ts';

const moment = {
  id: minimal.id,
  person: knownPerson,
  touchpoint: minimal.touchpoint,
  facts: full.facts,
  expires: '2026-12-06T07:00:00Z',
};

describe('momentRequest', () => {
  it('is taken whole, and as little as a person and a touchpoint', () => {
    expect(momentRequest.parse(moment)).toStrictEqual(moment);
    const least = { person: { id: 'u-17' }, touchpoint: 'ticket_closed' };
    expect(momentRequest.parse(least)).toStrictEqual(least);
  });

  it.each(['person', 'touchpoint'])('needs %s', (key) => {
    expect(faults(momentRequest, without(moment, key))).toStrictEqual([key]);
  });

  it('is about a known person', () => {
    expect(faults(momentRequest, { ...moment, person: { account: 'acme' } })).toStrictEqual(['person.id']);
  });

  it('refuses a misspelt member, which would be left out without a word', () => {
    expect(takes(momentRequest, { ...moment, expire: moment.expires })).toBe(false);
  });

  it.each([
    ['id', 'T-42'],
    ['touchpoint', ''],
    ['facts', entries(51)],
    ['facts', []],
    ['expires', '2026-12-06'],
    ['expires', '7d'],
    ['expires', null],
  ])('refuses a %s of %j', (key, value) => {
    expect(faults(momentRequest, { ...moment, [key]: value })).toStrictEqual([key]);
  });
});
