import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildCsat,
  buildEnvelope,
  buildResponse,
  createTempFolder,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';

/** The samples of an exposition by name and labels; fails at a line that is not of the format. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.trimEnd().split('\n')) {
    if (line === '') continue;
    const type = /^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram|summary)$/.exec(line);
    if (type?.[1] && type[2]) types.set(type[1], type[2]);
    if (line.startsWith('#')) {
      expect(line).toMatch(/^# (HELP|TYPE) [a-z_:][a-z0-9_:]* \S/);
      continue;
    }
    const sample = /^([a-z_:][a-z0-9_:]*)(\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})? (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    const [, name = '', labels = '', value = ''] = sample ?? [];
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    expect(types.has(family), line).toBe(true);
    expect(Number.isNaN(Number(value)) && value !== 'Nan').toBe(false);
    samples.set(name + labels, Number(value));
  }
  return samples;
}

async function scrape(collector: TestCollector, headers: Record<string, string> = {}) {
  const { status, headers: answered, body } = await collector.request<string>('/metrics', { headers });
  expect(status).toBe(200);
  expect(answered.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return parse(String(body));
}

describe('the metrics', () => {
  test('count what came, what became of it, and what was answered', async () => {
    await using collector = await startCollector();
    const [one, two] = [buildCsat(4), buildCsat(5)];
    await collector.post(buildEnvelope({ responses: [one, two] }));
    await collector.post(
      buildEnvelope({ responses: [one, buildCsat(9), buildResponse({ touchpoint: 'nowhere' })] }),
    );
    await collector.importLines([two, buildResponse({ survey: 'nothing' })]);
    await collector.post('{');
    await collector.request('/v1/people/u-secret/x');
    const samples = await scrape(collector);
    expect(samples.get('milepost_responses_accepted_total')).toBe(2);
    expect(samples.get('milepost_responses_repeated_total')).toBe(2);
    expect(samples.get('milepost_responses_rejected_total{code="value_out_of_scale"}')).toBe(1);
    expect(samples.get('milepost_responses_rejected_total{code="touchpoint_unknown"}')).toBe(1);
    expect(samples.get('milepost_responses_rejected_total{code="survey_unknown"}')).toBe(1);
    expect(samples.get('milepost_responses_rejected_total{code="too_old"}')).toBe(0);
    expect(samples.get('milepost_commit_seconds_count')).toBe(3);
    expect(samples.get('milepost_commit_seconds_sum')).toBeGreaterThan(0);
    expect(samples.get('milepost_commit_responses_sum')).toBe(4);
    expect(samples.get('milepost_commit_responses_bucket{le="1"}')).toBe(2);
    expect(samples.get('milepost_queue_responses')).toBe(0);
    expect(samples.get('milepost_queue_bytes')).toBe(0);
    expect(samples.get('milepost_store_errors_total{operation="record"}')).toBe(0);
    const requests = (method: string, route: string, status: string) =>
      samples.get(`milepost_http_requests_total{method="${method}",route="${route}",status="${status}"}`);
    expect(requests('POST', '/v1/responses', '2xx')).toBe(2);
    expect(requests('POST', '/v1/responses', '4xx')).toBe(1);
    expect(requests('POST', '/v1/import', '2xx')).toBe(1);
    expect(requests('PUT', '/v1/program', '2xx')).toBe(1);
    expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect([...samples.keys()].join('\n')).not.toContain('u-secret');
  });

  test('of two collectors in one process are not mixed', async () => {
    await using one = await startCollector();
    await using other = await startCollector();
    await one.post(buildEnvelope({ responses: [buildCsat(4)] }));
    expect((await scrape(one)).get('milepost_responses_accepted_total')).toBe(1);
    expect((await scrape(other)).get('milepost_responses_accepted_total')).toBe(0);
  });

  test('count what the store could not do', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await using collector = await startCollector({ environment: { MILEPOST_STORE: `sqlite:${file}` } });
    const other = new Database(file);
    other.exec('begin immediate');
    expect((await collector.post(buildEnvelope({ responses: [buildCsat(4)] }))).status).toBe(503);
    const { status, headers, body } = await collector.request('/readyz');
    expect([status, body.code, headers.get('Retry-After')]).toEqual([503, 'unavailable', '5']);
    other.exec('rollback');
    other.close();
    const samples = await scrape(collector);
    expect(samples.get('milepost_store_errors_total{operation="record"}')).toBe(1);
    expect(samples.get('milepost_store_errors_total{operation="ping"}')).toBe(1);
    expect((await collector.request('/healthz')).status).toBe(200);
  });

  test('are all in docs/operations.md, which names no other', async () => {
    await using collector = await startCollector();
    const names = new Set(
      [...(await scrape(collector)).keys()]
        .map((name) => name.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, ''))
        .filter((name) => name.startsWith('milepost_')),
    );
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/operations.md'), 'utf8');
    const told = new Set([...page.matchAll(/^\| `(milepost_[a-z_]+)/gm)].map(([, name]) => name));
    expect([...told].sort()).toEqual([...names].sort());
  });
});

describe('who may ask for the metrics', () => {
  const token = 'a-token-of-some-length';
  const ask = async (collector: TestCollector, headers: Record<string, string> = {}) => {
    const { status, body } = await collector.request('/metrics', { headers });
    return status === 200 ? 200 : [status, body.code];
  };
  const refused = [401, 'key_unknown'];

  test('this machine, when nothing stands between', async () => {
    await using collector = await startCollector();
    expect(await ask(collector)).toBe(200);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
      expect(await ask(collector, { [name]: '127.0.0.1' })).toEqual(refused);
  });

  test('whoever has the token, also behind a proxy of this machine, where nobody else may', async () => {
    await using collector = await startCollector({
      environment: { MILEPOST_TRUSTED_PROXIES: '127.0.0.1', MILEPOST_METRICS_TOKEN: token },
    });
    expect(await ask(collector)).toEqual(refused);
    expect(await ask(collector, { 'X-Forwarded-For': '127.0.0.1' })).toEqual(refused);
    expect(await ask(collector, { Authorization: `Bearer ${token}` })).toBe(200);
    for (const wrong of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, token, 'Bearer ', ''])
      expect(await ask(collector, { Authorization: wrong })).toEqual(refused);
    expect(await ask(collector, { Authorization: `Bearer ${collector.secretKey}` })).toEqual(refused);
  });

  test('nobody through a proxy without a token', async () => {
    await using collector = await startCollector({ environment: { MILEPOST_TRUSTED_PROXIES: '127.0.0.1' } });
    expect(await ask(collector)).toEqual(refused);
    expect(await ask(collector, { Authorization: 'Bearer null' })).toEqual(refused);
  });
});

test('a collector that is ready says so', async () => {
  await using collector = await startCollector();
  expect(await collector.request('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
});
