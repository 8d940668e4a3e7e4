import type { Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test, vi } from 'vitest';

const row = async (collector: TestCollector, parameters: Record<string, string>) =>
  (await collector.counts({ metric: 'csat', ...parameters })).body.rows?.map(
    ({ period, group, n, funnel }) => ({
      period,
      group,
      n,
      shown: funnel.shown,
    }),
  );

/** Cells may be rebuilt in the background, so this waits for what must come out. */
const comesTo = (collector: TestCollector, parameters: Record<string, string>, rows: object[]) =>
  vi.waitFor(async () => expect(await row(collector, parameters)).toEqual(rows), { timeout: 4_000 });

const post = (collector: TestCollector, plan: string, response: Response) =>
  collector.post(buildEnvelope({ person: { traits: { plan } }, responses: [response] }));

describe('a changed program counts what was there before:', () => {
  test('by a new segment, a trait or a fact', async () => {
    await using collector = await startCollector({ program: buildProgram({ segments: [] }) });
    const pro = buildCsat(5, { facts: { queue: 'billing' } });
    await post(collector, 'pro', pro);
    await post(collector, 'basic', buildCsat(2));
    expect((await collector.scores({ metric: 'csat', by: 'plan' })).status).toBe(400);

    await collector.putProgram(buildProgram({ segments: ['fact:queue', 'plan'] }));
    await comesTo(collector, { by: 'plan' }, [
      { period: 'all', group: { plan: 'basic' }, n: 1, shown: 1 },
      { period: 'all', group: { plan: 'pro' }, n: 1, shown: 1 },
    ]);
    await comesTo(collector, { by: 'fact:queue' }, [
      { period: 'all', group: { 'fact:queue': 'billing' }, n: 1, shown: 1 },
    ]);
    await comesTo(collector, {}, [{ period: 'all', group: {}, n: 2, shown: 2 }]);

    // What was counted before and after moves together.
    const again = await post(collector, 'pro', pro);
    expect(again.body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
    await post(collector, 'pro', { ...pro, completed: '2026-11-22T07:00:01Z' });
    const { body } = await collector.counts({ metric: 'csat', by: 'plan' });
    expect(body.rows).toMatchObject([
      { group: { plan: 'basic' }, n: 1, funnel: { shown: 1, completed: 0, open: 1 } },
      { group: { plan: 'pro' }, n: 1, funnel: { shown: 1, completed: 1, open: 0 } },
    ]);
  });

  test('by the days of another time zone, and back', async () => {
    await using collector = await startCollector();
    const response = buildCsat(5, { shown: '2026-11-22T02:00:00Z' });
    await post(collector, 'pro', response);
    await post(collector, 'pro', buildCsat(3, { shown: '2026-11-21T13:00:00Z' }));
    const utc = [
      { period: '2026-11-21', group: {}, n: 1, shown: 1 },
      { period: '2026-11-22', group: {}, n: 1, shown: 1 },
    ];
    await comesTo(collector, { interval: 'day' }, utc);
    await collector.putProgram(buildProgram({ timezone: 'America/New_York' }));
    const newYork = [{ period: '2026-11-21', group: {}, n: 2, shown: 2 }];
    await comesTo(collector, { interval: 'day' }, newYork);
    // What comes later takes the counts away from the day that they have been moved to.
    await post(collector, 'pro', { ...response, completed: '2026-11-22T02:00:09Z' });
    await comesTo(collector, { interval: 'day' }, newYork);
    await comesTo(collector, { interval: 'day', from: '2026-11-21', to: '2026-11-22' }, newYork);
    await comesTo(collector, { interval: 'day', by: 'plan' }, [
      { ...newYork[0], group: { plan: 'pro' } },
    ] as object[]);
    await collector.putProgram(buildProgram());
    await comesTo(collector, { interval: 'day' }, utc);
  });

  test("by a corrected clock's day, not by the device's", async () => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00Z' });
    // The device is exactly a year behind, and the response was shown at 02:00 by our clock.
    const response = buildCsat(4, { shown: '2025-11-22T02:00:00Z' });
    await collector.post(buildEnvelope({ sent: '2025-11-22T07:00:00Z', responses: [response] }));
    await collector.putProgram(buildProgram({ timezone: 'America/New_York' }));
    await comesTo(collector, { interval: 'day' }, [{ period: '2026-11-21', group: {}, n: 1, shown: 1 }]);
  });

  test('in thousands', async () => {
    await using collector = await startCollector({ program: buildProgram({ segments: [] }) });
    const plans = ['basic', 'pro', 'team'];
    const lines = Array.from({ length: 2_500 }, (_, index) => ({
      ...buildCsat((index % 5) + 1),
      person: { traits: { plan: plans[index % 3] } },
    }));
    await collector.importLines(lines);
    await collector.putProgram(buildProgram({ timezone: 'Asia/Tokyo' }));
    await comesTo(collector, { interval: 'day', by: 'plan' }, [
      { period: '2026-11-22', group: { plan: 'basic' }, n: 834, shown: 834 },
      { period: '2026-11-22', group: { plan: 'pro' }, n: 833, shown: 833 },
      { period: '2026-11-22', group: { plan: 'team' }, n: 833, shown: 833 },
    ]);
  });
});

describe('the number of buckets', () => {
  test('is fixed by the first response', async () => {
    await using collector = await startCollector();
    expect((await collector.putProgram(buildProgram({ cells: { buckets: 64 } }))).status).toBe(200);
    const responses = Array.from({ length: 100 }, () => buildCsat(5));
    await collector.post(buildEnvelope({ responses }));
    const { status, body } = await collector.putProgram(buildProgram({ cells: { buckets: 8 } }));
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'buckets_fixed', errors: [{ path: '/cells/buckets' }] });
    const dry = await collector.putProgram(buildProgram({ cells: { buckets: 8 } }), {
      query: '?dryRun=true',
    });
    expect([dry.status, dry.body.code]).toEqual([409, 'buckets_fixed']);
    const again = await collector.post(buildEnvelope({ responses }));
    expect(again.body).toMatchObject({ accepted: 0, repeated: 100 });
    expect(await row(collector, {})).toMatchObject([{ n: 100, shown: 100 }]);
    const segments = ['plan'];
    const other = await collector.putProgram(buildProgram({ cells: { buckets: 64 }, segments }));
    expect(other.status).toBe(200);
    await comesTo(collector, {}, [{ period: 'all', group: {}, n: 100, shown: 100 }]);
  });
});
