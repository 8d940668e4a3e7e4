import { randomUUID } from 'node:crypto';
import type { ProgramInput } from '@milepost/protocol';
import { buildAnswer, buildProgram, startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { claim, show, told } from './claims.fixture.ts';

const now = '2026-11-22T07:00:00.000Z';
const day = 86_400_000;

/** No quiet between prompts: what is left is when the same may be asked again. */
const start = (governor: ProgramInput['governor'] = {}) =>
  startCollector({
    now,
    program: buildProgram({ governor: { quietPeriod: '0s', afterDismissal: '7d', ...governor } }),
  });

describe('a prompt that was shown open', () => {
  test('and is dismissed by a later send is asked again after the shorter time', async () => {
    await using collector = await start();
    const id = randomUUID();
    await show(collector, { id });
    expect((await claim(collector)).body).toMatchObject({ until: '2027-02-20T07:00:00.000Z' });
    await show(collector, { id, dismissed: { at: now, reason: 'closed' } });
    expect((await claim(collector)).body).toMatchObject({ until: '2026-11-29T07:00:00.000Z' });
    collector.clock.advance(7 * day);
    expect(told([await claim(collector)])).toEqual([true]);
  });

  test('and closed after an answer was answered, not dismissed', async () => {
    await using collector = await start();
    const id = randomUUID();
    await show(collector, { id, dismissed: { at: now, reason: 'closed' } });
    await show(collector, { id, answers: [buildAnswer('satisfaction', 4)] });
    expect((await claim(collector)).body).toMatchObject({ until: '2027-02-20T07:00:00.000Z' });
    await show(collector, { id, answers: [buildAnswer('satisfaction', null, '2026-11-22T08:00:00Z')] });
    expect((await claim(collector)).body).toMatchObject({ until: '2026-11-29T07:00:00.000Z' });
  });

  test('counts for the account that a later send tells', async () => {
    await using collector = await start({ perAccount: { per: 'week', share: 0.1 } });
    const id = randomUUID();
    await show(collector, { id }, { id: 'first' });
    const other = { person: { id: 'second', account: 'acme' } };
    await show(collector, { id }, { id: 'first', account: 'acme' });
    expect(told([await claim(collector, other)])).toEqual(['quota']);
  });
});

describe('the share of an account', () => {
  test('is not taken by a prompt that the person had for another one', async () => {
    await using collector = await start({ perAccount: { per: 'week', share: 0.25 } });
    await show(collector, {}, { id: 'u-1', account: 'globex' });
    await show(collector, {}, { id: 'u-2', account: 'acme' });
    const third = { person: { id: 'u-1', account: 'acme' }, touchpoint: 'pulse' };
    expect(told([await claim(collector, third)])).toEqual(['quota']);
  });

  test('of 0.29 is 29 of 100', async () => {
    await using collector = await start({ perAccount: { per: 'week', share: 0.29 } });
    const person = (name: string) => ({ id: name, account: 'acme' });
    for (let index = 0; index < 100; index++)
      await show(collector, { shown: '2026-10-01T00:00:00.000Z' }, person(`u-${index}`));
    const replies = [];
    for (let index = 0; index < 30; index++)
      replies.push(await claim(collector, { person: person(`u-${index}`), touchpoint: 'pulse' }));
    expect(told(replies)).toEqual([...Array.from({ length: 29 }, () => true), 'quota']);
  });
});

describe('variants', () => {
  test('keep the order that they were written in, so that a new one moves nobody else', async () => {
    const { touchpoints, surveys } = buildProgram();
    const survey = surveys['support-csat'];
    const variants = { second: 0.3, zeta: 0.2, alpha: 0.3 };
    const program = buildProgram({
      touchpoints: { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], variants } as never },
      surveys: { ...surveys, second: survey, zeta: survey, alpha: survey } as never,
    });
    await using collector = await startCollector({ program });
    const { body } = await collector.request<{
      touchpoints: Record<string, { variants?: [string, number][] }>;
    }>(`/v1/program?key=${collector.publicKey}`);
    const names = body.touchpoints['ticket_closed']?.variants?.map(([name]) => name);
    expect(names).toEqual(['second', 'zeta', 'alpha']);
  });
});
