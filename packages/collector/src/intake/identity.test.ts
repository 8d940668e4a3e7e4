import { createHmac } from 'node:crypto';
import { createFakeClock, testNow } from '@milepost/testkit';
import fc from 'fast-check';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createIdentity, verifiedAt } from './identity.ts';

const secret = 'a secret of the host, 32 letters';
const now = Date.parse(testNow);
const seconds = Math.floor(now / 1000);
const identity = createIdentity(secret, createFakeClock());

function sign(claims: JWTPayload, { alg = 'HS256', key = secret } = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(Buffer.from(key));
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed rightly, whatever it holds. */
function signRaw(header: unknown, payload: string): string {
  const content = `${encode(header)}.${Buffer.from(payload).toString('base64url')}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

const good = { sub: 'u-17', exp: seconds + 3_600 };
const person = { id: 'u-17', account: 'acme', role: 'user', traits: { plan: 'free', browser: 'new' } };

describe('createIdentity', () => {
  it('believes everybody without a secret, at once, and keeps no proof', () => {
    const off = createIdentity(null, createFakeClock());
    expect(off.on).toBe(false);
    expect(off.of({ ...person, proof: 'x' })).toEqual({ person, vouched: null, fault: null });
    expect(off.of(undefined)).toEqual({ person: undefined, vouched: null, fault: null });
  });

  it('takes a person without a proof for unverified, and an anonymous one for neither', () => {
    expect(identity.of(person)).toEqual({ person, vouched: -Infinity, fault: null });
    const anonymous = { traits: { plan: 'pro' } };
    expect(identity.of(anonymous)).toEqual({ person: anonymous, vouched: null, fault: null });
    expect(identity.of(undefined)).toEqual({ person: undefined, vouched: null, fault: null });
  });

  it('believes the host more than the page, trait by trait', async () => {
    const claims = { ...good, account: 'globex', role: 'admin', traits: { plan: 'pro', seats: 3 } };
    expect(await identity.of({ ...person, proof: await sign(claims) })).toEqual({
      person: {
        id: 'u-17',
        account: 'globex',
        role: 'admin',
        traits: { plan: 'pro', browser: 'new', seats: 3 },
      },
      vouched: good.exp * 1000,
      fault: null,
    });
    expect(await identity.of({ ...person, proof: await sign(good) })).toMatchObject({ person });
  });

  it('tells until when an expired proof held', async () => {
    const exp = seconds - 86_400;
    expect(await identity.of({ ...person, proof: await sign({ ...good, exp }) })).toEqual({
      person,
      vouched: exp * 1000,
      fault: null,
    });
  });

  it("lets the host's clock be ahead of ours by five minutes", async () => {
    const proof = await sign({ ...good, nbf: seconds + 300 });
    expect(await identity.of({ id: 'u-17', proof })).toMatchObject({ fault: null });
  });

  it('believes nothing of somebody whom the page does not name', async () => {
    expect(await identity.of({ proof: await sign(good) })).toEqual({
      person: null,
      vouched: null,
      fault: ['person_unverified', 'person.proof is of somebody else: its "sub" must be person.id'],
    });
  });

  const unsigned = 'is no JWT that was signed by HS256 with MILEPOST_IDENTITY_SECRET';
  it.each<[string, () => string | Promise<string>, string]>([
    ['of another secret', () => sign(good, { key: 'another secret of 32 characters!' }), unsigned],
    ['by another algorithm', () => sign(good, { alg: 'HS512', key: secret.repeat(2) }), unsigned],
    ['by no algorithm', () => `${encode({ alg: 'none' })}.${encode(good)}.`, unsigned],
    ['by no algorithm, signed', () => signRaw({ alg: 'none' }, JSON.stringify(good)), unsigned],
    ['with an unknown critical header', () => signRaw({ alg: 'HS256', crit: ['x'], x: 1 }, '{}'), unsigned],
    ['that was changed', async () => `${await sign(good)}x`, unsigned],
    ['that is no token', () => 'x', unsigned],
    ['that is empty', () => '', unsigned],
    ['that holds no JSON', () => signRaw({ alg: 'HS256' }, '{'), unsigned],
    ['that holds no object', () => signRaw({ alg: 'HS256' }, '[1]'), unsigned],
    ['of another person', () => sign({ ...good, sub: 'u-18' }), 'is of somebody else'],
    [
      'whose person is no text',
      () => sign({ ...good, sub: 17 } as Record<string, unknown>),
      'is of somebody else',
    ],
    ['without a person', () => sign({ exp: good.exp }), 'lacks "sub"'],
    ['that never expires', () => sign({ sub: 'u-17' }), 'lacks "exp"'],
    [
      'that expires at a text',
      () => sign({ ...good, exp: 'soon' } as Record<string, unknown>),
      'has a "exp" that does not hold',
    ],
    ['that does not hold yet', () => sign({ ...good, nbf: seconds + 301 }), 'has a "nbf" that does not hold'],
    ['with an account that is none', () => sign({ ...good, account: 17 }), '/account: must be a text'],
    ['with traits that are none', () => sign({ ...good, traits: { plan: ['pro'] } }), '/traits/plan: '],
  ])('refuses a proof %s, and does not repeat it', async (_what, make, words) => {
    const proof = await make();
    const { person: believed, vouched, fault } = await identity.of({ id: 'u-17', proof });
    expect([believed, vouched, fault?.[0]]).toEqual([null, null, 'person_unverified']);
    expect(fault?.[1]).toContain(
      `person.proof ${words.startsWith('/') ? 'holds what nobody can be' : words}`,
    );
    expect(fault?.[1]).toContain(words);
    if (proof.length > 1) expect(fault?.[1]).not.toContain(proof);
  });

  it('never fails, whatever comes as a proof', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    const proofs = fc.oneof(
      fc.string(),
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
      fc.tuple(fc.object(), fc.json()).map(([header, text]) => signRaw({ alg: 'HS256', ...header }, text)),
    );
    await fc.assert(
      fc.asyncProperty(proofs, async (proof) => {
        const { fault } = await identity.of({ id: 'u-17', proof });
        expect(fault?.[0]).toBe('person_unverified');
      }),
    );
  });
});

describe('verifiedAt', () => {
  it.each([
    [null, now, undefined],
    [-Infinity, now, false],
    [now, now, true],
    [now, now + 1, false],
  ])('until %s, shown at %s: %s', (vouched, shown, verified) => {
    expect(verifiedAt(vouched, shown)).toBe(verified);
  });
});
