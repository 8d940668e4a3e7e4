import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createKey, hashKey } from '@milepost/collector';
import { canonical } from '@milepost/engine';
import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildNps, buildProgram, buildResponse, startCollector } from '@milepost/testkit';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { createIntake } from '../intake/queue.ts';
import { createKeys } from '../middleware/keys.ts';
import { answerError } from '../middleware/problems.ts';
import { createRates } from '../middleware/rate.ts';
import { type KnownProgram, localesOf } from '../program/known.ts';
import { exportRoutes } from '../routes/export.ts';
import type { Services } from '../services.ts';
import { type Page, type Store, type StoredText, StoreUnavailable } from '../store/store.ts';

describe('an export', () => {
  const ids = (body: unknown) =>
    String(body)
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id)
      .sort();

  test('holds what its filters choose, by the day in the zone of the project', async () => {
    await using collector = await startCollector({ program: buildProgram({ timezone: 'America/New_York' }) });
    const headers = { Authorization: `Bearer ${collector.secretKey}` };
    const get = async (query: string) => {
      const { status, body } = await collector.request(`/v1/export?${query}`, { headers });
      return [status, status === 200 ? ids(body) : body.errors];
    };
    const late = buildCsat(1, { shown: '2026-10-02T03:00:00Z' });
    const early = buildCsat(1, { shown: '2026-10-02T05:00:00Z' });
    const nps = buildNps(9, { shown: '2026-10-03T12:00:00Z' });
    await collector.importLines([late, early, nps]);
    expect(await get('')).toEqual([200, [late.id, early.id, nps.id].sort()]);
    expect(await get('from=2026-10-01&to=2026-10-02')).toEqual([200, [late.id]]);
    expect(await get('from=2026-10-02')).toEqual([200, [early.id, nps.id].sort()]);
    expect(await get('touchpoint=pulse')).toEqual([200, [nps.id]]);
    expect(await get('survey=support-csat,relationship-nps&to=2026-10-03')).toEqual([
      200,
      [late.id, early.id].sort(),
    ]);
    expect(await get('survey=relationship-nps&touchpoint=ticket_closed')).toEqual([200, []]);
    expect(await get('survey=support-csta')).toEqual([
      400,
      [
        {
          path: '/survey',
          message: '"support-csta" is not a survey of the program; did you mean "support-csat"?',
        },
      ],
    ]);

    expect(await get('since=2026')).toEqual([
      400,
      [{ path: '/since', message: '"since" is not known here; remove it or correct its spelling' }],
    ]);
    expect(await get('format=xml')).toEqual([400, [{ path: '/format', message: 'must be ndjson or csv' }]]);
    expect(await get('from=yesterday')).toEqual([
      400,
      [{ path: '/from', message: 'must be a date such as 2026-11-22' }],
    ]);
    expect(await get('from=2026-10-03&to=2026-10-03')).toEqual([
      400,
      [{ path: '/to', message: 'must be later than from; the range is half-open' }],
    ]);
  });

  test('has a type and a name of its format, and is kept by no cache', async () => {
    await using collector = await startCollector();
    const headers = { Authorization: `Bearer ${collector.secretKey}` };
    const [lines, csv] = await Promise.all(
      ['ndjson', 'csv'].map((format) =>
        collector.request<string>(`/v1/export?format=${format}`, { headers }),
      ),
    );
    expect(lines?.headers.get('Content-Type')).toBe('application/x-ndjson');
    expect(lines?.body).toBe('');
    expect(csv?.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv?.headers.get('Content-Disposition')).toBe('attachment; filename="responses.csv"');
    expect(csv?.headers.get('Cache-Control')).toBe('no-store');
    expect(String(csv?.body)).toContain('"support-csat.satisfaction"');
  });

  test('needs a program, and a key that may read responses', async () => {
    const other = 'mp_sec_reads-scores-only-0123';
    await using collector = await startCollector({ program: null, keys: { [other]: ['scores:read'] } });
    const get = (key: string) =>
      collector.request('/v1/export', { headers: { Authorization: `Bearer ${key}` } });
    expect((await get(collector.secretKey)).body).toMatchObject({ status: 404, code: 'program_missing' });
    expect((await get(other)).body).toMatchObject({ status: 403, code: 'scope_missing' });
    expect((await get(collector.publicKey)).body).toMatchObject({ status: 401, code: 'key_unknown' });
  });
});

/** The route alone over a store of so many pages, which fails at one of them. */
async function serveExport({ pages, failsAt = pages + 1 }: { pages: number; failsAt?: number }) {
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program of this test has faults');
  const known: KnownProgram = {
    project: 'p',
    revision: 1,
    program,
    surveys: new Map(),
    touchpoints: new Map(),
    locales: localesOf(program),
  };
  const key = createKey('secret');
  const read: number[] = [];
  const store: Partial<Store> = {
    program: async () => known,
    findKey: async (hash) =>
      hash === hashKey(key) ? { project: 'p', kind: 'secret', scopes: ['*'], hash, origins: null } : null,
    responsePage: async (_project, { after, limit }): Promise<Page<StoredText>> => {
      const page = Number(after ?? 0);
      read.push(page);
      if (page === failsAt) throw new StoreUnavailable('the disk is gone');
      const rows = Array.from(
        { length: limit },
        (): StoredText => ({
          bucket: 0,
          day: 20_779,
          text: canonical(buildResponse({ page: 'x'.repeat(500) })),
          sent: null,
          received: 0,
          excluded: [],
          erased: null,
        }),
      );
      return { rows, next: page + 1 < pages ? String(page + 1) : null };
    },
  };
  const log = pino({ level: 'silent' });
  const keys = createKeys({
    store: store as Store,
    rates: createRates(null),
    clientAddress: () => 'unknown',
  });
  const services = {
    store,
    intake: createIntake({ record: async () => [] }),
    keys,
    log,
  } as unknown as Services;
  const app = exportRoutes(services).onError((error, c) => answerError(error, c, log));
  const server: Server = createServer(getRequestListener(app.fetch));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    headers: { Authorization: `Bearer ${key}` },
    read,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Lets the server, which is in this process, take so many turns, however long they take. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((taken) => setImmediate(taken));
}

describe('a streamed export', () => {
  test.each([1, 2, 3, 50])(
    'that fails at page %i is broken off, and never looks like a whole one',
    async (failsAt) => {
      await using served = await serveExport({ pages: 100, failsAt });
      const reading = fetch(served.url, { headers: served.headers }).then((response) => response.text());
      await expect(reading).rejects.toThrow();
    },
  );

  test('that fails is reset, so that a client that knows no chunks sees it too', async () => {
    await using served = await serveExport({ pages: 100, failsAt: 50 });
    const socket = connect(served.port, '127.0.0.1');
    socket.resume();
    socket.write(`GET / HTTP/1.0\r\nHost: x\r\nAuthorization: ${served.headers.Authorization}\r\n\r\n`);
    const ended = await new Promise((resolve) => {
      socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
      socket.on('end', () => resolve('in order'));
    });
    expect(ended).toBe('ECONNRESET');
  });

  test('of a store that is away from the start is a problem with Retry-After', async () => {
    await using served = await serveExport({ pages: 1, failsAt: 0 });
    const response = await fetch(served.url, { headers: served.headers });
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ code: 'unavailable' });
  });

  test('is read from the store as fast as the client takes it', async () => {
    await using served = await serveExport({ pages: 1_000 });
    const socket = connect(served.port, '127.0.0.1');
    socket.pause();
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nAuthorization: ${served.headers.Authorization}\r\n\r\n`);
    await vi.waitFor(() => expect(served.read.length).toBeGreaterThan(0), 20_000);
    // Enough to read all of them, if it did not wait: what lies in buffers is all that was made.
    await turns(20_000);
    expect(served.read.length).toBeLessThan(500);
    socket.destroy();
  });

  test('ends when the client goes away', async () => {
    await using served = await serveExport({ pages: 100_000 });
    const response = await fetch(served.url, { headers: served.headers });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await vi.waitFor(async () => {
      const before = served.read.length;
      await turns(2_000);
      expect(served.read.length).toBe(before);
    }, 20_000);
    expect(served.read.length).toBeLessThan(50_000);
  });
});
