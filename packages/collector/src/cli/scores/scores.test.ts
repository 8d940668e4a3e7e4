import { milepost, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
  const { body } = await collector.importLines(Array.from({ length: 300 }, (_, index) => line(index)));
  expect(body).toMatchObject({ accepted: 300 });
});
afterAll(() => collector.stop());

/** Answers of a hundred people in September, October and November; those on the plan `basic` like it less and less. */
function line(index: number): object {
  const plan = index % 2 ? 'pro' : 'basic';
  const month = Math.floor(index / 100);
  const value = plan === 'pro' ? 7 + (index % 4) : 8 - (index % 3) - month;
  const shown = `2026-${['09', '10', '11'][month]}-1${index % 10}T09:00:00Z`;
  return {
    id: `019a0000-0000-7000-9000-${String(index).padStart(12, '0')}`,
    touchpoint: 'pulse',
    survey: 'relationship-nps',
    version: 1,
    shown,
    person: { id: `u-${index % 100}`, traits: { plan } },
    answers: [{ question: 'recommend', value }],
    completed: shown,
  };
}

const run = (...words: string[]) =>
  milepost(words, {
    environment: { MILEPOST_URL: collector.url, MILEPOST_SECRET_KEY: collector.secretKey },
  });

describe('milepost scores', () => {
  test('prints rows, the course of each group and what the signs mean', async () => {
    const words = [
      'scores',
      '--metric',
      'nps',
      '--by',
      'plan',
      '--interval',
      'month',
      '--compare',
      'previous',
    ];
    const { code, stdout, stderr } = await run(...words);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "NPS (0..10), up to 2026-11-22 (UTC)
      Intervals hold 95 %.

      plan   period     n   score  interval         -100                  100  completed  change
      basic  2026-09   50   -34.0  [-45.4, -18.7]   ·······├●─┤··············    100.0 %
      pro    2026-09   50    50.0  [33.0, 61.4]     ················├─●┤·····    100.0 %
      basic  2026-10   50   -66.0  [-76.1, -48.5]   ···├●─┤··················    100.0 %  ▼ -32.0 [-49.4, -11.0] p 0.001
      pro    2026-10   50    50.0  [33.0, 61.4]     ················├─●┤·····    100.0 %  = 0.0 [-20.1, +20.1] p 1.000
      basic  2026-11*  50  -100.0  [-100.0, -86.6]  ●─┤······················    100.0 %  ▼ -34.0 [-47.9, -16.3] p <0.001
      pro    2026-11*  50    50.0  [33.0, 61.4]     ················├─●┤·····    100.0 %  = 0.0 [-20.1, +20.1] p 1.000

      plan   2026-09 to 2026-11  lowest to highest
      basic  █▅▁                 -100.0 to -34.0
      pro    ▅▅▅                 50.0 to 50.0

      ▲ ▼ a change that is clear; △ ▽ one that may be chance

      * a period that is not whole
      "
    `);
  });

  test('gives JSON and CSV as the collector does', async () => {
    const json = await run('scores', '--metric', 'nps', '--format', 'json');
    const table = await collector.scores({ metric: 'nps' });
    expect(JSON.parse(json.stdout)).toEqual(table.body);
    const csv = await run('scores', '--metric', 'nps', '--by', 'plan', '--format', 'csv');
    expect(csv.code).toBe(0);
    expect(csv.stdout.trim().split('\r\n')).toHaveLength(3);
  });

  test('repeats --where, and says what the collector refuses', async () => {
    const words = [
      'scores',
      '--metric',
      'nps',
      '--where',
      'plan:pro',
      '--where',
      'plan:basic',
      '--format',
      'json',
    ];
    const both = await run(...words);
    expect(JSON.parse(both.stdout)).toMatchObject({ rows: [{ n: 300 }] });
    const wrong = await run('scores', '--metric', 'npz', '--from', 'yesterday');
    expect(wrong).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'query_invalid: the query is not of the right form\n' +
        '  /metric must be one of nps, csat, ces, cxi, pmf, rating, thumbs, cx\n' +
        '  /from must be a date such as 2026-11-22\n',
    });
    expect(await run('scores')).toMatchObject({ code: 1, stderr: expect.stringContaining('--metric') });
    expect(await run('scores', '--metric', 'nps', '--confidence', 'x')).toMatchObject({ code: 1 });
  });

  test('says that nobody answers, or somebody else', async () => {
    const nobody = await milepost(['scores', '--metric', 'nps'], {
      environment: { MILEPOST_URL: 'http://127.0.0.1:9', MILEPOST_SECRET_KEY: collector.secretKey },
    });
    expect(nobody).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No collector answers at http:/),
    });
    const elsewhere = await milepost(['scores', '--metric', 'nps'], {
      environment: { MILEPOST_URL: `${collector.url}/elsewhere`, MILEPOST_SECRET_KEY: collector.secretKey },
    });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      1,
      'not_found: there is nothing at GET /elsewhere/v1/scores\n',
    ]);
  });
});

test('milepost scorecard prints every place, and writes rows for a spreadsheet', async () => {
  const { code, stdout, stderr } = await run('scorecard');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
    "Scorecard, up to 2026-11-22 (UTC)
    Intervals hold 95 %.

                     metric       n  score  interval      worst                best  completed
    All              NPS 0..10  300   -8.3  [-16.8, 0.3]  ··········├●┤············    100.0 %
    Support                       0      -
      Ticket closed               0      -
    Relationship     NPS 0..10  300   -8.3  [-16.8, 0.3]  ··········├●┤············    100.0 %
      Pulse          NPS 0..10  300   -8.3  [-16.8, 0.3]  ··········├●┤············    100.0 %

    - too few answers for a score
    "
  `);
  const csv = await run('scorecard', '--format', 'csv', '--stage', 'relationship');
  expect(csv.stdout.split('\r\n')[0]).toBe(
    'stage,touchpoint,metric,scale,n,score,low,high,precision,suppressed,completion_rate',
  );
  expect(csv.stdout).toContain('\r\nrelationship,pulse,nps,0..10,300,');
  const json = await run('scorecard', '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    stages: [{ stage: 'support' }, { stage: 'relationship' }],
  });
});

test('milepost hotspots prints the worst first, with its flag', async () => {
  const { code, stdout, stderr } = await run(
    'hotspots',
    '--metric',
    'nps',
    '--by',
    'plan',
    '--from',
    '2026-11-01',
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
    "NPS (0..10) by plan, 2026-11-01 to 2026-11-22 (UTC)
    Flagged: at least 30 answers and 10.0 from the rest, with at most 5.0 % false alarms among the flags.

              plan    n   score  interval           rest  effect  adjusted p  since before  adjusted p
    ▼ hot     basic  50  -100.0  [-100.0, -86.6]    50.0  -150.0      <0.001         -34.0      <0.001  ▼ hot
    ▲ bright  pro    50    50.0  [33.0, 61.4]     -100.0  +150.0      <0.001           0.0       1.000

    1 hot, 1 bright; 2 in all.
    "
  `);
  const csv = await run('hotspots', '--metric', 'nps', '--by', 'plan', '--format', 'csv');
  expect(csv.stdout.trim().split('\r\n')).toHaveLength(3);
  expect(await run('hotspots', '--metric', 'nps')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--by'),
  });
});
