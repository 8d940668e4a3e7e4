import { buildCsat, buildEnvelope, buildTally, startCollector, type TestCollector } from '@milepost/testkit';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claim, postClaim } from './claims.fixture.ts';
import { addMoment } from './moments.fixture.ts';
import { read, readPerson } from './people.fixture.ts';

const secret = 'a secret of the host, 32 letters';

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector({ environment: { MILEPOST_IDENTITY_SECRET: secret } });
});
afterEach(() => collector.stop());

const hour = 3_600;

/** A proof of `u-17` that holds for so many seconds more. */
function sign(
  seconds = hour,
  { sub = 'u-17', key = secret, ...claims }: Record<string, unknown> & { key?: string } = {},
) {
  const exp = Math.floor(collector.clock() / 1000) + seconds;
  return new SignJWT({ ...claims, sub: String(sub), exp })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(key));
}

type PersonInput = NonNullable<Parameters<typeof buildEnvelope>[0]>['person'];

async function send(person: PersonInput, overrides: Parameters<typeof buildCsat>[1] = {}) {
  return (await collector.post(buildEnvelope({ person, responses: [buildCsat(4, overrides)] } as object)))
    .body;
}

const stored = async (id = 'u-17') => (await readPerson(collector, id)).body.responses;

describe('a response', () => {
  test('of a person whom the host vouches for is verified, with what the host says', async () => {
    const proof = await sign(hour, { account: 'acme', role: 'admin', traits: { plan: 'pro' } });
    const person = { id: 'u-17', account: 'evil', traits: { plan: 'free', vintage: '2026-01' }, proof };
    expect(await send(person)).toMatchObject({ accepted: 1, rejected: [] });
    const [kept] = await stored();
    expect(kept).toMatchObject({
      verified: true,
      person: { id: 'u-17', account: 'acme', role: 'admin', traits: { plan: 'pro', vintage: '2026-01' } },
    });
    expect(JSON.stringify(kept)).not.toContain(proof);
  });

  test('without a proof is unverified: kept and counted', async () => {
    expect(await send({ id: 'u-17' })).toMatchObject({ accepted: 1 });
    expect(await stored()).toMatchObject([{ verified: false }]);
    expect((await collector.counts({ metric: 'csat' })).body.rows[0]?.n).toBe(1);
  });

  test('is verified when the proof held while it was shown, though it arrives later', async () => {
    // Shown 13 s before now.
    await send({ id: 'u-17', proof: await sign(-10) });
    expect(await stored()).toMatchObject([{ verified: true }]);
  });

  test('is unverified when the proof had expired by then', async () => {
    expect(await send({ id: 'u-17', proof: await sign(-20) })).toMatchObject({ accepted: 1 });
    expect(await stored()).toMatchObject([{ verified: false }]);
  });

  test("is held against the corrected time, not the device's", async () => {
    // A device that is two days behind: shown just now, by our clock.
    const envelope = { sent: '2026-11-20T07:00:03.120Z', person: { id: 'u-17', proof: await sign(-hour) } };
    await collector.post(
      buildEnvelope({ ...envelope, responses: [buildCsat(4, { shown: '2026-11-20T06:59:50.001Z' })] }),
    );
    expect(await stored()).toMatchObject([{ verified: false }]);
  });

  test('becomes verified when a proof comes later, and does not stop being it', async () => {
    const id = '019a0000-0000-7000-8000-000000000001';
    await send({ id: 'u-17' }, { id });
    await send({ id: 'u-17', proof: await sign() }, { id });
    expect(await stored()).toMatchObject([{ verified: true }]);
    await send({ id: 'u-17' }, { id });
    expect(await stored()).toMatchObject([{ verified: true }]);
  });

  test('keeps what the host said, whatever is sent without a proof', async () => {
    const id = '019a0000-0000-7000-8000-000000000002';
    const proof = await sign(hour, { account: 'acme' });
    await send({ id: 'u-17', account: 'zzz', role: 'king' }, { id });
    await send({ id: 'u-17', proof }, { id });
    await send({ id: 'u-17', account: 'zzz', traits: { plan: 'zzz' } }, { id });
    const [kept] = await stored();
    expect(kept?.person).toEqual({ id: 'u-17', account: 'acme' });
  });

  test('of an anonymous person is neither', async () => {
    await send({ traits: { plan: 'pro' } });
    const { body } = await read<string>(collector, '/v1/export');
    expect(JSON.parse(String(body))).not.toHaveProperty('verified');
  });

  test.each([
    ['another secret', { key: 'another secret of 32 characters!' }],
    ['another person', { sub: 'u-18' }],
  ])('with the proof of %s is refused, and told among the rejected', async (_what, claims) => {
    const proof = await sign(hour, claims);
    const answer = await collector.post(
      buildEnvelope({
        person: { id: 'u-17', proof },
        responses: [buildCsat(4), buildCsat(5)],
        tallies: [buildTally()],
      }),
    );
    expect(answer.body).toMatchObject({
      accepted: 0,
      rejected: [{ code: 'person_unverified' }, { code: 'person_unverified' }],
    });
    expect(JSON.stringify(answer.body)).not.toContain(proof);
    const { body } = await read(collector, '/v1/rejected');
    expect(body).toMatchObject({ rejected: [{ code: 'person_unverified', person: 'u-17' }, {}] });
    expect(JSON.stringify(body)).not.toContain(proof);
    expect(await stored()).toEqual([]);
  });
});

describe('with identity off', () => {
  test('a proof is not looked at, and nothing is said of it', async () => {
    await using off = await startCollector();
    const person = { id: 'u-17', proof: 'x' };
    expect((await off.post(buildEnvelope({ person, responses: [buildCsat(4)] }))).body).toMatchObject({
      accepted: 1,
    });
    const [kept] = (await readPerson(off, 'u-17')).body.responses;
    expect(kept).toMatchObject({ person: { id: 'u-17' } });
    expect(kept).not.toHaveProperty('verified');
  });
});

describe('POST /v1/claims', () => {
  const unverified = { ask: false, reason: 'person_unverified', until: null, moments: [] };

  test.each([
    ['no proof', async () => undefined],
    ['an expired one', () => sign(-1)],
    ["another person's", () => sign(hour, { sub: 'u-18' })],
    ['a bad one', async () => 'x'],
  ])('with %s asks nothing and tells no moment', async (_what, make) => {
    await addMoment(collector);
    const proof = await make();
    const person = { id: 'u-17', ...(proof !== undefined && { proof }) };
    expect((await claim(collector, { person })).body).toEqual(unverified);
    expect((await postClaim(collector, { key: collector.publicKey, person })).body).toEqual(unverified);
  });

  test('with a proof is judged, and told the moments', async () => {
    await addMoment(collector);
    expect(
      (await claim(collector, { person: { id: 'u-17', proof: await sign() } as object })).body,
    ).toMatchObject({
      ask: true,
      moments: [{ touchpoint: 'ticket_closed' }],
    });
  });

  test('is not closed by what somebody without a proof was shown in the name of the person', async () => {
    await send({ id: 'u-17' });
    expect((await claim(collector, { person: { id: 'u-17', proof: await sign() } as object })).body.ask).toBe(
      true,
    );
    await send({ id: 'u-17', proof: await sign() });
    expect(
      (await claim(collector, { person: { id: 'u-17', proof: await sign() } as object })).body,
    ).toMatchObject({
      ask: false,
    });
  });

  test('a moment stays open when somebody without a proof was shown its touchpoint', async () => {
    await addMoment(collector);
    collector.clock.advance(60_000);
    const shown = new Date(collector.clock()).toISOString();
    await collector.post(
      buildEnvelope({ sent: shown, person: { id: 'u-17' }, responses: [buildCsat(4, { shown })] }),
    );
    const person = { id: 'u-17', proof: await sign() };
    expect((await postClaim(collector, { key: collector.publicKey, person })).body.moments).toHaveLength(1);
  });
});

test('an import is believed as it is', async () => {
  const line = { ...buildCsat(4), person: { id: 'u-17' } };
  expect((await collector.importLines([line])).body).toMatchObject({ accepted: 1 });
  expect((await stored())[0]).not.toHaveProperty('verified');
});
