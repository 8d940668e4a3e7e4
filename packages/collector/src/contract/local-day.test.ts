import type { Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

/** The days that responses count on, each with its number of answers. */
async function days(collector: TestCollector): Promise<Record<string, number>> {
  const { body } = await collector.counts({ metric: 'csat', interval: 'day' });
  return Object.fromEntries(body.rows.map(({ period, n }) => [period, n]));
}

const post = async (collector: TestCollector, response: Response, sent: string) =>
  (await collector.post(buildEnvelope({ sent, responses: [response] }))).body;

describe('a response counts on the day when it was shown,', () => {
  test.each([
    ['UTC', '2026-11-22T23:59:59.999Z', '2026-11-22'],
    ['UTC', '2026-11-23T00:00:00Z', '2026-11-23'],
    ['UTC', '2026-11-23T00:30:00+01:00', '2026-11-22'],
    ['America/Los_Angeles', '2026-11-22T07:59:59Z', '2026-11-21'],
    ['America/Los_Angeles', '2026-11-22T08:00:00Z', '2026-11-22'],
    ['Pacific/Kiritimati', '2026-11-22T10:00:00Z', '2026-11-23'],
    ['Asia/Kathmandu', '2026-11-22T18:14:59Z', '2026-11-22'],
    ['Asia/Kathmandu', '2026-11-22T18:15:00Z', '2026-11-23'],
    // London left summer time on the 25th of October at 01:00 UTC.
    ['Europe/London', '2026-10-24T23:00:00Z', '2026-10-25'],
    ['Europe/London', '2026-10-25T23:59:59Z', '2026-10-25'],
    ['Europe/London', '2026-10-26T00:00:00Z', '2026-10-26'],
  ])('in %s at %s', async (timezone, shown, day) => {
    const now = '2026-11-23T09:00:00Z';
    await using collector = await startCollector({ now, program: buildProgram({ timezone }) });
    await post(collector, buildCsat(4, { shown }), now);
    expect(await days(collector)).toEqual({ [day]: 1 });
    const { body } = await collector.counts({ metric: 'csat' });
    expect(body).toMatchObject({ timezone, rows: [{ period: 'all', n: 1 }] });
  });
});

describe("a device's clock", () => {
  const now = '2026-11-22T07:00:00.000Z';

  test.each([
    ['ten years behind', '2016-11-22T06:59:50.000Z', '2016-11-22T07:00:00.000Z'],
    ['ten years ahead', '2036-11-22T06:59:50.000Z', '2036-11-22T07:00:00.000Z'],
    ['at the beginning of 1970', '1970-01-01T00:00:10.000Z', '1970-01-01T00:00:20.000Z'],
  ])('that is %s is corrected', async (_how, shown, sent) => {
    await using collector = await startCollector({ now });
    const response = buildCsat(4, { shown });
    expect(await post(collector, response, sent)).toEqual({ accepted: 1, repeated: 0, rejected: [] });
    expect(await days(collector)).toEqual({ '2026-11-22': 1 });
  });

  test.each([
    ['5 minutes behind is believed', '2026-11-22T23:54:59.000Z', '2026-11-22T23:55:00.000Z', '2026-11-22'],
    ['5 minutes ahead is believed', '2026-11-23T00:04:59.000Z', '2026-11-23T00:05:00.000Z', '2026-11-23'],
    [
      'more than 5 minutes behind is not',
      '2026-11-22T23:54:59.998Z',
      '2026-11-22T23:54:59.999Z',
      '2026-11-22',
    ],
    [
      'more than 5 minutes ahead is not',
      '2026-11-23T00:05:00.000Z',
      '2026-11-23T00:05:00.001Z',
      '2026-11-22',
    ],
  ])('that is %s', async (_how, shown, sent, day) => {
    await using collector = await startCollector({ now: '2026-11-23T00:00:00.000Z' });
    await post(collector, buildCsat(4, { shown }), sent);
    expect(await days(collector)).toEqual({ [day]: 1 });
  });

  test('that is off leaves what is too old too old, and what is to come to come', async () => {
    await using collector = await startCollector({ now });
    const sent = '2016-11-22T07:00:00.000Z';
    const old = buildCsat(4, { shown: '2016-08-23T07:00:00.000Z' });
    expect(await post(collector, old, sent)).toMatchObject({ rejected: [{ code: 'too_old' }] });
    const ahead = buildCsat(4, { shown: '2016-11-23T07:00:00.001Z' });
    expect(await post(collector, ahead, sent)).toMatchObject({ rejected: [{ code: 'shown_in_future' }] });
    const good = buildCsat(4, { shown: '2016-11-23T07:00:00.000Z' });
    expect(await post(collector, good, sent)).toMatchObject({ accepted: 1 });
  });
});

describe('of several sends the one that took the least time corrects the clock:', () => {
  // The device is two years behind. Its response was shown at 01:00 by our clock; the first send waited for 3 hours.
  const shown = '2024-11-22T01:00:00.000Z';
  const slow = { sent: '2024-11-22T01:00:05.000Z', received: '2026-11-22T04:00:05.000Z' };
  const quick = { sent: '2024-11-21T23:00:00.000Z', received: '2026-11-21T23:00:00.000Z' };

  const send = async (collector: TestCollector, response: Response, times: typeof slow) => {
    collector.clock.set(times.received);
    return post(collector, response, times.sent);
  };

  test('when it moves the day, all counts move', async () => {
    // Shown 2 hours before midnight by our clock; the slow send makes it look like an hour after midnight.
    const moved = { ...buildCsat(4, { shown: '2024-11-21T22:00:00.000Z' }), locale: 'de' };
    for (const sends of [
      [slow, quick],
      [quick, slow],
    ]) {
      await using collector = await startCollector();
      const outcomes = [];
      for (const times of sends) outcomes.push(await send(collector, moved, times));
      collector.clock.set('2026-11-22T07:00:00Z');
      expect(await days(collector)).toEqual({ '2026-11-21': 1 });
      const { body } = await collector.counts({ metric: 'csat', interval: 'day', by: 'locale' });
      expect(body.rows).toMatchObject([{ period: '2026-11-21', n: 1, funnel: { shown: 1, open: 1 } }]);
      expect(outcomes.map(({ accepted }) => accepted)).toEqual(sends[0] === slow ? [1, 1] : [1, 0]);
    }
  });

  test('also for a device that is ahead, where the smallest difference is the furthest from zero', async () => {
    // Ten years ahead; shown at 22:00 by our clock, and a send that waits for 3 hours makes it look like 01:00.
    const response = buildCsat(4, { shown: '2036-11-21T22:00:00.000Z' });
    const waited = { sent: '2036-11-21T22:00:05.000Z', received: '2026-11-22T01:00:05.000Z' };
    const prompt = { sent: '2036-11-21T22:30:00.000Z', received: '2026-11-21T22:30:00.000Z' };
    for (const sends of [
      [waited, prompt],
      [prompt, waited],
    ]) {
      await using collector = await startCollector();
      for (const times of sends) await send(collector, response, times);
      collector.clock.set('2026-11-22T07:00:00Z');
      expect(await days(collector)).toEqual({ '2026-11-21': 1 });
    }
  });

  test('when it leaves the day, it is repeated', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4, { shown });
    expect(await send(collector, response, slow)).toMatchObject({ accepted: 1 });
    const quicker = { sent: '2024-11-22T01:00:06.000Z', received: '2026-11-22T01:00:06.000Z' };
    expect(await send(collector, response, quicker)).toMatchObject({ accepted: 0, repeated: 1 });
    expect(await send(collector, response, slow)).toMatchObject({ accepted: 0, repeated: 1 });
    expect(await days(collector)).toEqual({ '2026-11-22': 1 });
  });
});
