import { buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { claim, show, told } from './claims.fixture.ts';

/** A Sunday: the week ends at the next midnight. */
const now = '2026-11-22T07:00:00.000Z';
const monday = '2026-11-23T00:00:00.000Z';
const day = 86_400_000;

const start = (share: number, extras: object = {}) =>
  startCollector({
    now,
    program: buildProgram({ governor: { perAccount: { per: 'week', share } }, ...extras }),
  });

const of = (account: string, name: string | number) => ({ person: { id: `${account}-${name}`, account } });

/** The claims of so many people of an account, one after another. */
async function claimAll(collector: TestCollector, account: string, people: number) {
  const replies = [];
  for (let index = 0; index < people; index++) replies.push(await claim(collector, of(account, index)));
  return told(replies);
}

describe('of the people of an account', () => {
  test('one is asked a period, and the others when it is over', async () => {
    await using collector = await start(0.25);
    expect(await claimAll(collector, 'acme', 3)).toEqual([true, 'quota', 'quota']);
    const refused = await claim(collector, of('acme', 1));
    expect(refused.body).toMatchObject({ ask: false, reason: 'quota', until: monday });
    collector.clock.set(monday);
    expect(told([await claim(collector, of('acme', 1))])).toEqual([true]);
  });

  test('as many are asked as their share of all who are known, whether those were asked or not', async () => {
    await using collector = await start(0.25);
    const outcomes = await claimAll(collector, 'acme', 12);
    expect(outcomes.flatMap((outcome, index) => (outcome === true ? [index + 1] : []))).toEqual([1, 8, 12]);
  });

  test('those are known, too, who only sent responses', async () => {
    await using collector = await start(0.5);
    for (let index = 0; index < 4; index++)
      await show(collector, { shown: '2026-10-01T00:00:00.000Z' }, of('acme', index).person);
    expect(
      told([
        await claim(collector, of('acme', 'x')),
        await claim(collector, of('acme', 'y')),
        await claim(collector, of('acme', 'z')),
      ]),
    ).toEqual([true, true, true]);
    expect(told([await claim(collector, of('acme', 'w'))])).toEqual([true]);
    expect(told([await claim(collector, of('acme', 'v'))])).toEqual(['quota']);
  });

  test('somebody who was asked in the period is not asked in the place of another', async () => {
    await using collector = await start(0.25, {
      governor: { quietPeriod: '0s', perAccount: { per: 'week', share: 0.25 } },
    });
    // Both were asked by pages that did not claim: one more than the account’s share of them.
    await show(collector, {}, of('acme', 0).person);
    await show(collector, {}, of('acme', 1).person);
    expect(told([await claim(collector, { ...of('acme', 0), touchpoint: 'pulse' })])).toEqual([true]);
    expect(told([await claim(collector, { ...of('acme', 2), touchpoint: 'pulse' })])).toEqual(['quota']);
  });

  test('a prompt that was shown counts for the whole period, a claim until it lapses', async () => {
    await using collector = await start(0.25);
    await claim(collector, of('acme', 0));
    collector.clock.advance(2 * 60_000);
    expect(told([await claim(collector, of('acme', 1))])).toEqual([true]);
    await show(collector, {}, of('acme', 1).person);
    collector.clock.advance(2 * 60_000);
    expect(told([await claim(collector, of('acme', 2))])).toEqual(['quota']);
  });

  test('a prompt of the period before does not count', async () => {
    await using collector = await start(0.25);
    await show(collector, { shown: '2026-11-15T23:59:59.999Z' }, of('acme', 0).person);
    expect(told([await claim(collector, of('acme', 1))])).toEqual([true]);
  });

  test('the period is one of the project’s zone', async () => {
    await using collector = await start(0.25, { timezone: 'Pacific/Kiritimati' });
    await claim(collector, of('acme', 0));
    const { body } = await claim(collector, of('acme', 1));
    expect(body).toMatchObject({ until: '2026-11-22T10:00:00.000Z' });
  });

  test('one of another account, or of none, stands in nobody’s way', async () => {
    await using collector = await start(0.25);
    const replies = [
      await claim(collector, of('acme', 0)),
      await claim(collector, of('globex', 0)),
      await claim(collector, { person: { id: 'alone' } }),
      await claim(collector, { person: { id: 'alone too' } }),
      await claim(collector, of('constructor', 0)),
      await claim(collector, of('__proto__', 0)),
    ];
    expect(told(replies)).toEqual([true, true, true, true, true, true]);
  });

  test('the quota of the touchpoint may be closed for longer', async () => {
    const { touchpoints } = buildProgram();
    const ask = { quota: { per: 'month', answers: 1 } };
    const closing = { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], ask } as never };
    await using collector = await start(0.25, { touchpoints: closing });
    const answers = [{ question: 'satisfaction', value: 4 }];
    await show(collector, { answers }, of('acme', 0).person);
    const { body } = await claim(collector, of('acme', 1));
    expect(body).toMatchObject({ reason: 'quota', until: '2026-12-01T00:00:00.000Z' });
    collector.clock.advance(day);
    expect((await claim(collector, { ...of('acme', 1), touchpoint: 'pulse' })).body.ask).toBe(true);
  });
});
