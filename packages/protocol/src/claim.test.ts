import { describe, expect, it } from 'vitest';
import { claimRequest } from './claim.ts';
import { limits } from './limits.ts';
import { faults, knownPerson, minimal, takes, without } from './wire.fixture.ts';

const claim = {
  key: 'mp_pub_0123456789abcdef',
  person: { ...knownPerson, proof: 'a.b.c' },
  touchpoint: minimal.touchpoint,
  response: minimal.id,
};

describe('claimRequest', () => {
  it('is taken as the contract shows it, and ignores what it does not know', () => {
    expect(claimRequest.parse({ ...claim, future: 1 })).toStrictEqual(claim);
  });

  it('may ask for open moments only', () => {
    const least = { key: claim.key, person: { id: 'u-17' } };
    expect(claimRequest.parse(least)).toStrictEqual(least);
  });

  it.each(['key', 'person'])('needs %s', (key) => {
    expect(faults(claimRequest, without(claim, key))).toStrictEqual([key]);
  });

  it.each(['touchpoint', 'response'])('needs %s when the other is there', (key) => {
    expect(faults(claimRequest, without(claim, key))).toStrictEqual([key]);
    expect(claimRequest.safeParse(without(claim, key)).error?.issues[0]?.message).toContain(
      'leave both out to ask for open moments only',
    );
  });

  it('is about a known person', () => {
    expect(faults(claimRequest, { ...claim, person: { traits: {} } })).toStrictEqual(['person.id']);
    expect(faults(claimRequest, { ...claim, person: { id: '' } })).toStrictEqual(['person.id']);
  });

  it('has the limits of an envelope', () => {
    expect(takes(claimRequest, { ...claim, touchpoint: 'x'.repeat(limits.nameLength) })).toBe(true);
    expect(
      faults(claimRequest, {
        key: 17,
        person: { id: 'u-17', proof: 'x'.repeat(limits.proofLength + 1) },
        touchpoint: 'x'.repeat(limits.nameLength + 1),
        response: 'no UUID',
      }),
    ).toStrictEqual(['key', 'person.proof', 'touchpoint', 'response']);
  });

  it('knows a response in capitals', () => {
    expect(claimRequest.parse({ ...claim, response: minimal.id.toUpperCase() })).toStrictEqual(claim);
  });
});
