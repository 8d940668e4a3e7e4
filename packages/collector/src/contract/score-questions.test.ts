import { buildCsat, buildNps, startCollector } from '@milepost/testkit';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { read, record, times } from './score-calls.fixture.ts';

describe('compare=previous', () => {
  const shown = (day: string) => ({ shown: `${day}T12:00:00Z` });

  test('holds each period against the one before it, and the first one against what lies before the range', async () => {
    await using collector = await startCollector();
    await record(collector, [
      ...times(30, (at) => buildNps(at < 10 ? 3 : 10, shown('2026-09-10'))),
      ...times(30, (at) => buildNps(at < 15 ? 3 : 10, shown('2026-10-10'))),
      ...times(30, () => buildNps(10, shown('2026-11-10'))),
    ]);
    const { body } = await collector.scores({
      metric: 'nps',
      interval: 'month',
      from: '2026-10-05',
      compare: 'previous',
    });
    expect(body.rows).toMatchObject([
      {
        period: '2026-10',
        partial: true,
        score: 0,
        change: { from: '2026-09', difference: expect.closeTo(-100 / 3, 9) },
      },
      { period: '2026-11', partial: true, score: 100, change: { from: '2026-10', difference: 100 } },
    ]);
    expect(body.rows[1]?.change?.p).toBeLessThan(0.001);
    const all = await collector.scores({
      metric: 'nps',
      from: '2026-10-01',
      to: '2026-11-01',
      compare: 'previous',
    });
    expect(all.body.rows).toMatchObject([{ n: 30, change: { from: '2026-09-01/2026-10-01' } }]);
    const open = await collector.scores({ metric: 'nps', compare: 'previous' });
    expect(open.body.rows).toMatchObject([{ n: 90, change: null, partial: false }]);
  });
});

describe('accounts', () => {
  test('widen the interval, say so, and can have a vote each', async () => {
    await using collector = await startCollector();
    for (let account = 0; account < 10; account++)
      await record(
        collector,
        times(10, () => buildCsat(account < 5 ? 5 : 1)),
        { id: `u-${account}`, account: `a-${account}`, traits: { plan: 'pro' } },
      );
    for (let person = 0; person < 5; person++)
      await record(
        collector,
        times(4, () => buildCsat(5)),
        { id: `giant ${person}`, account: 'a-0' },
      );
    const [row] = (await collector.scores({ metric: 'csat' })).body.rows;
    expect(row).toMatchObject({ n: 120, clusters: 10, score: expect.closeTo(7000 / 120, 9) });
    expect(row?.designEffect).toBeGreaterThan(5);
    expect((row?.high ?? 0) - (row?.low ?? 0)).toBeGreaterThan(40);
    const votes = (await collector.scores({ metric: 'csat', unit: 'account' })).body;
    expect(votes.rows).toMatchObject([{ n: 120, score: 50, clusters: 10 }]);
    const segment = (await collector.scores({ metric: 'csat', by: 'plan' })).body;
    // All of the answers are of accounts, and so all that is known of the segment's is what is known of these.
    expect(segment.rows).toMatchObject([{ n: 100, designEffect: row?.designEffect }]);
    expect(segment.rows[0]).not.toHaveProperty('clusters');
    expect(segment.notes).toEqual([expect.stringContaining('borrow the design effect')]);
    for (const [parameters, path] of [
      [{ by: 'plan' }, '/unit'],
      [{ interval: 'day' }, '/interval'],
      [{ from: '2026-11-02' }, '/from'],
    ] as const) {
      const { status, body } = await collector.scores({ metric: 'csat', unit: 'account', ...parameters });
      expect([status, body.errors?.map((fault) => fault.path)]).toEqual([400, [path]]);
    }
  });

  test('decide how sure a segment is, however many answer beside them without one', async () => {
    await using collector = await startCollector();
    for (let account = 0; account < 10; account++)
      await record(
        collector,
        times(6, () => buildCsat(account < 4 ? 5 : 1)),
        { id: `u-${account}`, account: `a-${account}`, traits: { plan: 'pro' } },
      );
    for (let person = 0; person < 40; person++)
      await record(
        collector,
        times(6, (at) => buildCsat(at % 2 === 0 ? 5 : 1)),
        { id: `alone ${person}`, traits: { plan: 'free' } },
      );
    const { rows } = (await collector.scores({ metric: 'csat', by: 'plan' })).body;
    const [free, pro] = rows;
    // Ten accounts of one mind each are ten answers, and a bit less, because they are few.
    expect(pro).toMatchObject({ n: 60, score: 40 });
    expect(pro?.designEffect).toBeGreaterThan(6);
    expect((pro?.high ?? 0) - (pro?.low ?? 0)).toBeGreaterThan(50);
    // Of 240 answers at most 60 can be of accounts.
    expect(free?.designEffect).toBeCloseTo((60 * (pro?.designEffect ?? 0) + 180) / 240, 9);
    const { body } = await collector.request<{ rows: { flag: string }[] }>(
      '/v1/hotspots?metric=csat&by=plan&minEffect=5',
      { headers: { Authorization: `Bearer ${collector.secretKey}` } },
    );
    expect(body.rows.map(({ flag }) => flag)).toEqual(['none', 'none']);
  });

  test('that come later are counted at once, though nothing but they has changed', async () => {
    await using collector = await startCollector();
    const responses = times(12, (at) => buildCsat(at < 6 ? 5 : 1));
    await record(collector, responses, { id: 'u-1' });
    for (let at = 1; at < 6; at++) await record(collector, [buildCsat(5)], { id: `u-${at + 1}` });
    const [before] = (await collector.scores({ metric: 'csat' })).body.rows;
    expect(before).not.toHaveProperty('clusters');
    await record(collector, responses, { id: 'u-1', account: 'acme' });
    expect((await collector.scores({ metric: 'csat' })).body.rows).toMatchObject([{ n: 17, clusters: 6 }]);
  });
});

describe('a query', () => {
  test('by two segments at once reads the responses, and says so', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(8, (at) => buildCsat(5, { locale: at < 4 ? 'de' : 'en' })),
      { traits: { plan: 'pro' } },
    );
    const { body } = await collector.counts({ metric: 'csat', by: 'plan,locale', where: 'channel:in_app' });
    expect(body.rows.map(({ group, n }) => [group, n])).toEqual([
      [{ plan: 'pro', locale: 'de' }, 4],
      [{ plan: 'pro', locale: 'en' }, 4],
    ]);
    expect(body.notes).toEqual([
      expect.stringMatching(/responses themselves were read for "plan", "locale" and "channel"/),
    ]);
  });

  test.each<[Record<string, string>, string, string]>([
    [{ touchpoint: 'ticket_cosed' }, '/touchpoint', 'did you mean "ticket_closed"?'],
    [{ stage: 'suport' }, '/stage', 'did you mean "support"?'],
    [{ survey: 'support-csta' }, '/survey', 'did you mean "support-csat"?'],
    [{ question: 'satisfction' }, '/question', 'did you mean "satisfaction"?'],
    [{ channel: 'emial' }, '/channel', 'did you mean "email"?'],
    [{ where: 'pla:pro' }, '/where', 'did you mean "plan"?'],
    [{ where: 'fact:queu:a:b' }, '/where', 'did you mean "fact:queue"?'],
    [{ by: 'touchpiont' }, '/by', 'did you mean "touchpoint"?'],
    [{ by: 'plan,plan' }, '/by', 'twice'],
  ])('with a name that nobody knows is told the nearest: %j', async (parameters, path, words) => {
    await using collector = await startCollector();
    const { status, body } = await collector.scores({ metric: 'csat', ...parameters });
    expect([status, body.code, body.errors?.map((fault) => fault.path)]).toEqual([
      400,
      'query_invalid',
      [path],
    ]);
    expect(body.errors?.[0]?.message).toContain(words);
  });

  test('may repeat its lists, commas and colons in a value and all, and nothing else', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(6, () => buildCsat(5, { facts: { queue: 'a,b:c' } })),
    );
    const found = await read(collector, 'metric=csat&where=fact:queue:a,b:c&where=fact:queue:x');
    expect(found.body.rows).toMatchObject([{ n: 6 }]);
    const twice = await read(
      collector,
      'metric=csat&metric=nps&interval=day&interval=week&to=2026-11-01&to=2026-12-01',
    );
    expect(twice.body.errors).toEqual([
      { path: '/metric', message: 'must be given once' },
      { path: '/to', message: 'must be given once' },
      { path: '/interval', message: 'must be given once' },
    ]);
  });

  test('as CSV has a column for every value, and guards what people wrote', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(12, () => buildCsat(4)),
      { traits: { plan: '=1+1' } },
    );
    const { headers, body } = await read(collector, 'metric=csat&by=plan&format=csv');
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="scores.csv"');
    const [row] = parse(`${body}`, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      period: 'all',
      'group.plan': `'=1+1`,
      n: '12',
      score: '100',
      'funnel.shown': '12',
      suppressed: '',
    });
    const empty = await read(collector, 'metric=nps&format=csv');
    expect(parse(`${empty.body}`, { bom: true }) as string[][]).toHaveLength(1);
  });
});
