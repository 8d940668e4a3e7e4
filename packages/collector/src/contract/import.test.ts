import { request } from 'node:http';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  type ImportReport,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

const accepted = (count: number) => ({ accepted: count, repeated: 0, rejected: 0, faults: [] });
const repeated = (count: number) => ({ accepted: 0, repeated: count, rejected: 0, faults: [] });

const days = async (collector: TestCollector) => {
  const { body } = await collector.counts({ metric: 'csat', interval: 'day' });
  return Object.fromEntries(body.rows.map(({ period, n }) => [period, n]));
};

describe('an import', () => {
  test('of 5,000 lines counts them, and a second run adds nothing', async () => {
    await using collector = await startCollector();
    const lines = Array.from({ length: 5_000 }, (_, index) => ({
      ...buildCsat((index % 5) + 1, { shown: `20${10 + (index % 15)}-06-15T12:00:00Z` }),
      person: { id: `p-${index % 1_000}`, traits: { plan: index % 2 === 0 ? 'pro' : 'basic' } },
    }));
    const first = await collector.importLines(lines);
    expect(first.status).toBe(200);
    expect(first.headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(first.headers.get('Cache-Control')).toBe('no-store');
    expect(first.body).toEqual(accepted(5_000));
    const read = async () => (await collector.counts({ metric: 'csat', by: 'plan' })).body.rows;
    const rows = await read();
    expect(rows).toMatchObject([
      { group: { plan: 'basic' }, n: 2_500, histogram: { 1: 500, 5: 500 } },
      { group: { plan: 'pro' }, n: 2_500, histogram: { 1: 500, 5: 500 } },
    ]);
    const second = await collector.importLines(lines);
    expect(second.body).toEqual(repeated(5_000));
    expect(await read()).toEqual(rows);
  }, 20_000);

  test('is taken in as it comes: what came first counts before the last has been sent', async () => {
    await using collector = await startCollector();
    const upload = request(`${collector.url}/v1/import`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${collector.secretKey}`, 'Content-Type': 'application/x-ndjson' },
    });
    const report = new Promise<ImportReport>((resolve, reject) => {
      upload.on('error', reject);
      upload.on('response', (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text) as ImportReport));
      });
    });
    const line = () => `${JSON.stringify(buildCsat(4))}\n`;
    upload.write(Array.from({ length: 2_000 }, line).join(''));
    await expect
      .poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0]?.n ?? 0, { timeout: 4_000 })
      .toBeGreaterThanOrEqual(1_000);
    upload.end(line());
    expect(await report).toEqual(accepted(2_001));
  });

  test.each([
    ['no line end at the end', (lines: string[]) => lines.join('\n')],
    ['a line end at the end', (lines: string[]) => `${lines.join('\n')}\n`],
    ["Windows' line ends", (lines: string[]) => lines.join('\r\n')],
    ['blank lines', (lines: string[]) => `\n${lines.join('\n\n \n')}\n\n`],
    ['a byte order mark', (lines: string[]) => `\uFEFF${lines.join('\n')}`],
  ])('may have %s', async (_what, join) => {
    await using collector = await startCollector();
    const { body } = await collector.importLines(
      join([buildCsat(4), buildNps(9)].map((one) => JSON.stringify(one))),
    );
    expect(body).toEqual(accepted(2));
  });

  test('of nothing is nothing', async () => {
    await using collector = await startCollector();
    expect((await collector.importLines('')).body).toEqual(accepted(0));
  });

  test('takes words in any script, across the pieces that they come in', async () => {
    await using collector = await startCollector();
    const text = '長い説明 🐌 à '.repeat(300);
    const lines = Array.from({ length: 60 }, () => buildResponse({ answers: [buildAnswer('why', text)] }));
    expect((await collector.importLines(lines)).body).toEqual(accepted(60));
    expect((await collector.importLines(lines)).body).toEqual(repeated(60));
  });
});

describe('faults', () => {
  test('are told by line; the other lines are kept', async () => {
    await using collector = await startCollector();
    const good = () => JSON.stringify(buildCsat(4));
    const lines = [
      good(),
      '{"id": "half',
      JSON.stringify(buildCsat(9)),
      '',
      good(),
      '[]',
      JSON.stringify(buildCsat(4, { touchpoint: 'tickt_closed' })),
      JSON.stringify(buildCsat(4, { survey: 'support' })),
      JSON.stringify(buildCsat(4, { version: 7 })),
      JSON.stringify(buildResponse({ answers: [buildAnswer('satisfied', 4)] })),
      JSON.stringify(buildResponse({ answers: [buildAnswer('why', 'x'.repeat(4_001))] })),
      JSON.stringify({ ...buildCsat(4), sent: 'yesterday' }),
      `{"padding": "${'x'.repeat(300_000)}"}`,
      good(),
    ];
    const { status, body } = await collector.importLines(lines.join('\n'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 3, repeated: 0, rejected: 10 });
    expect(body.faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 response_invalid',
      '3 value_out_of_scale',
      '6 response_invalid',
      '7 touchpoint_unknown',
      '8 survey_unknown',
      '9 version_unknown',
      '10 question_unknown',
      '11 text_too_long',
      '12 response_invalid',
      '13 response_invalid',
    ]);
    for (const { detail } of body.faults) expect(detail).toMatch(/\w/);
    expect(await days(collector)).toEqual({ '2026-11-22': 3 });
  });

  test('beyond the first 100 are counted only', async () => {
    await using collector = await startCollector();
    const lines = Array.from({ length: 1_300 }, (_, index) => buildCsat(index % 2 === 0 ? 4 : 44));
    const { body } = await collector.importLines(lines);
    expect(body).toMatchObject({ accepted: 650, repeated: 0, rejected: 650 });
    expect(body.faults.map(({ line }) => line)).toEqual(
      Array.from({ length: 100 }, (_, index) => 2 * index + 2),
    );
  });

  test('found by the merge have their line as well, in the order of the lines', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const other = { ...buildNps(4), id: response.id };
    const lines = [buildCsat(9), response, other, buildCsat(8)];
    const { body } = await collector.importLines(lines);
    expect(body).toMatchObject({ accepted: 1, rejected: 3 });
    expect(body.faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '1 value_out_of_scale',
      '3 response_conflict',
      '4 value_out_of_scale',
    ]);
  });

  test('a line that is not UTF-8 costs only itself', async () => {
    await using collector = await startCollector();
    const line = `${JSON.stringify(buildCsat(4))}\n`;
    const bytes = Buffer.concat([
      Buffer.from(line),
      Buffer.from('{"id":"\xff"}\n', 'latin1'),
      Buffer.from(line),
    ]);
    const { body } = await collector.request<ImportReport>('/v1/import', {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { Authorization: `Bearer ${collector.secretKey}`, 'Content-Type': 'application/x-ndjson' },
    });
    expect(body).toMatchObject({ accepted: 1, repeated: 1, rejected: 1, faults: [{ line: 2 }] });
  });

  test('is a response that is still to come; being old is none', async () => {
    await using collector = await startCollector();
    const { body } = await collector.importLines([
      buildCsat(4, { shown: '1999-12-31T12:00:00Z' }),
      buildCsat(4, { shown: '2026-11-24T12:00:00Z' }),
      buildCsat(4, { shown: '2099-01-01T12:00:00Z' }),
    ]);
    expect(body).toMatchObject({
      accepted: 1,
      faults: [
        { line: 2, code: 'shown_in_future' },
        { line: 3, code: 'shown_in_future' },
      ],
    });
    expect(await days(collector)).toEqual({ '1999-12-31': 1 });
  });

  test.each(['0000-01-01T00:00:00Z', '0000-01-01T00:00:00+14:00', '0001-01-01T00:00:00Z'])(
    'a showing of %s is one at most, and spoils no other line',
    async (shown) => {
      const program = buildProgram({ timezone: 'America/New_York' });
      await using collector = await startCollector({ program });
      const { status, body } = await collector.importLines([
        buildCsat(4),
        buildCsat(4, { shown }),
        buildCsat(4),
      ]);
      expect(status).toBe(200);
      expect(body.accepted).toBeGreaterThanOrEqual(2);
      expect(await days(collector)).toMatchObject({ '2026-11-22': 2 });
    },
  );
});

describe('an import is refused', () => {
  const post = (collector: TestCollector, headers: Record<string, string>, query = '') =>
    collector.request<ImportReport>(`/v1/import${query}`, {
      method: 'POST',
      body: JSON.stringify(buildCsat(4)),
      headers,
    });
  const ndjson = { 'Content-Type': 'application/x-ndjson' };

  test('with another content type, or none', async () => {
    await using collector = await startCollector();
    const authorization = { Authorization: `Bearer ${collector.secretKey}` };
    for (const type of ['application/json', 'text/plain', 'application/x-ndjsonp']) {
      const { status, body } = await post(collector, { ...authorization, 'Content-Type': type });
      expect([status, body.code]).toEqual([400, 'import_invalid']);
    }
    const type = 'application/x-ndjson; charset=utf-8';
    expect((await post(collector, { ...authorization, 'Content-Type': type })).body).toEqual(accepted(1));
  });

  test('without a secret key', async () => {
    await using collector = await startCollector();
    for (const headers of [{}, { Authorization: `Bearer ${collector.publicKey}` }]) {
      const { status, body } = await post(collector, { ...ndjson, ...headers });
      expect([status, body.code]).toEqual([401, 'key_unknown']);
    }
    expect(await days(collector)).toEqual({});
  });

  test('with a parameter that nobody knows', async () => {
    await using collector = await startCollector();
    const headers = { ...ndjson, Authorization: `Bearer ${collector.secretKey}` };
    const { status, body } = await post(collector, headers, '?dryRun=true');
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(await days(collector)).toEqual({});
  });
});

describe('times of an imported line', () => {
  test('are corrected by the `sent` and `received` that it carries, and by nothing else', async () => {
    await using collector = await startCollector();
    const { body } = await collector.importLines([
      // As exported: the device was a year behind.
      {
        ...buildCsat(4, { shown: '2020-03-01T12:00:00Z' }),
        sent: '2020-03-01T12:00:05Z',
        received: '2021-03-01T12:00:05Z',
      },
      buildCsat(4, { shown: '2019-05-05T12:00:00Z' }),
    ]);
    expect(body).toEqual(accepted(2));
    expect(await days(collector)).toEqual({ '2019-05-05': 1, '2021-03-01': 1 });
  });
});

describe('a response that came from the SDK and by an import', () => {
  test('is one, merged in any order', async () => {
    const response = buildResponse();
    const bySdk = { ...response, answers: [buildAnswer('satisfaction', 2, '2026-11-22T06:59:55Z')] };
    const byImport = { ...response, answers: [buildAnswer('satisfaction', 5, '2026-11-22T06:59:59Z')] };
    for (const order of ['sdk first', 'import first']) {
      await using collector = await startCollector();
      const steps = [
        () => collector.post(buildEnvelope({ person: { id: 'u-1' }, responses: [bySdk] })),
        () => collector.importLines([{ ...byImport, person: { traits: { plan: 'pro' } } }]),
      ];
      for (const step of order === 'sdk first' ? steps : steps.reverse())
        expect((await step()).body).toMatchObject({ accepted: 1 });
      const { body } = await collector.counts({ metric: 'csat', by: 'plan' });
      expect(body.rows).toMatchObject([{ group: { plan: 'pro' }, n: 1, histogram: { 2: 0, 5: 1 } }]);
    }
  });

  test('is repeated when the import says nothing new, and stays in its channel', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    await collector.post(buildEnvelope({ person: { id: 'u-1' }, responses: [response] }));
    const line = { ...response, person: { id: 'u-1' } };
    expect((await collector.importLines([line])).body).toEqual(repeated(1));
    const { body } = await collector.counts({ metric: 'csat', by: 'channel' });
    expect(body.rows).toMatchObject([{ group: { channel: 'in_app' }, n: 1 }]);
  });
});
