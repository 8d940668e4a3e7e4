import type { Program, ProgramInput } from '@milepost/protocol';
import { buildProgram, buildSurvey, type PushedProgram, type Reply, startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

interface Versions {
  versions: {
    revision: number;
    created: string;
    live: boolean;
    surveys: Record<string, number>;
    changes: PushedProgram['changes'];
  }[];
  next: number | null;
}

interface Secret {
  secretKey: string;
  request<T>(path: string, init?: RequestInit): Promise<Reply<T>>;
}

const get = <T = Versions>({ request, secretKey }: Secret, rest = '', headers: object = {}) =>
  request<T>(`/v1/program/versions${rest}`, {
    headers: { Authorization: `Bearer ${secretKey}`, ...headers },
  });

/** The program with the CSAT question in other words. */
function reworded(text: string, overrides: Partial<ProgramInput> = {}): ProgramInput {
  const survey = buildSurvey({ id: 'satisfaction', type: 'csat', text });
  return buildProgram({ surveys: { ...buildProgram().surveys, 'support-csat': survey }, ...overrides });
}

describe('GET /v1/program/versions', () => {
  test('lists every revision, the newest first, with what it changed', async () => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00.000Z' });
    collector.clock.advance(1_000);
    await collector.putProgram(reworded('Now?', { segments: [] }));
    collector.clock.advance(1_000);
    const { pulse: _pulse, ...touchpoints } = buildProgram().touchpoints;
    await collector.putProgram(reworded('Now?', { segments: [], touchpoints }));
    const { status, headers, body } = await get(collector);
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
    const nothing = { added: [], removed: [], changed: [] };
    expect(body).toEqual({
      versions: [
        {
          revision: 3,
          created: '2026-11-22T07:00:02.000Z',
          live: true,
          surveys: { 'support-csat': 2, 'relationship-nps': 1 },
          changes: {
            touchpoints: { ...nothing, removed: ['pulse'], fields: {} },
            surveys: { ...nothing, questions: {} },
            settings: [],
          },
        },
        {
          revision: 2,
          created: '2026-11-22T07:00:01.000Z',
          live: false,
          surveys: { 'support-csat': 2, 'relationship-nps': 1 },
          changes: {
            touchpoints: { ...nothing, fields: {} },
            surveys: {
              ...nothing,
              changed: ['support-csat'],
              questions: {
                'support-csat': {
                  ...nothing,
                  changed: ['satisfaction'],
                  fields: { satisfaction: ['text'] },
                  reordered: false,
                  locales: [],
                },
              },
            },
            settings: ['segments'],
          },
        },
        {
          revision: 1,
          created: '2026-11-22T07:00:00.000Z',
          live: false,
          surveys: { 'support-csat': 1, 'relationship-nps': 1 },
          changes: {
            touchpoints: { ...nothing, added: ['ticket_closed', 'pulse'], fields: {} },
            surveys: { ...nothing, added: ['support-csat', 'relationship-nps'], questions: {} },
            settings: expect.arrayContaining(['stages', 'governor', 'timezone']),
          },
        },
      ],
      next: null,
    });
  });

  test('tells the version that a survey had then, also when it was gone in between or came back', async () => {
    await using collector = await startCollector({ program: reworded('A?') });
    const { 'support-csat': _csat, ...surveys } = buildProgram().surveys;
    const { ticket_closed: _closed, ...touchpoints } = buildProgram().touchpoints;
    for (const program of [
      reworded('B?'),
      reworded('A?'),
      buildProgram({ surveys, touchpoints }),
      reworded('A?'),
      reworded('C?'),
    ])
      await collector.putProgram(program);
    const { versions } = (await get(collector)).body;
    const versionOf = new Map(versions.map((one) => [one.revision, one.surveys['support-csat']]));
    expect([...versionOf]).toEqual([
      [6, 4],
      [5, 3],
      [4, undefined],
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
  });

  test('comes in pages of 50, each with what its last one changed', async () => {
    await using collector = await startCollector({ program: null });
    for (let nth = 1; nth <= 51; nth++) await collector.putProgram(reworded(`Question ${nth}?`));
    const first = (await get(collector)).body;
    expect(first.versions.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 50 }, (_, index) => 51 - index),
    );
    expect(first.next).toBe(2);
    expect(first.versions.at(-1)?.changes.surveys.changed).toEqual(['support-csat']);
    const second = (await get(collector, '?before=2')).body;
    expect(second.versions.map(({ revision }) => revision)).toEqual([1]);
    expect(second.next).toBeNull();
    expect((await get(collector, '?before=1')).body).toEqual({ versions: [], next: null });
  });

  test('has none before the first push', async () => {
    await using collector = await startCollector({ program: null });
    expect((await get(collector)).body).toEqual({ versions: [], next: null });
  });

  test.each(['?before=0', '?before=x', '?before=', '?before=-1', '?after=1', '?before=99999999999'])(
    'refuses %s',
    async (query) => {
      await using collector = await startCollector();
      expect(await get(collector, query)).toMatchObject({ status: 400, body: { code: 'query_invalid' } });
    },
  );

  test('is for secret keys, of whatever scope', async () => {
    const reader = 'mp_sec_reader0123456789';
    await using collector = await startCollector({ keys: { [reader]: ['scores:read'] } });
    expect((await get({ ...collector, secretKey: reader })).status).toBe(200);
    for (const secretKey of ['', collector.publicKey, 'mp_sec_0123456789abcdefghij'])
      for (const rest of ['', '/1'])
        expect(await get({ ...collector, secretKey }, rest)).toMatchObject({
          status: 401,
          body: { code: 'key_unknown' },
        });
  });
});

describe('GET /v1/program/versions/:revision', () => {
  test('is the document as it was live, with the tag that it had', async () => {
    await using collector = await startCollector({ program: null });
    const first = await collector.putProgram(reworded('A?'));
    await collector.putProgram(reworded('B?'));
    const { status, headers, body } = await get<Program>(collector, '/1');
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('ETag')).toBe(first.headers.get('ETag'));
    expect(body).toMatchObject(reworded('A?'));
    const again = await get(collector, '/1', { 'If-None-Match': headers.get('ETag') });
    expect([again.status, again.body]).toEqual([304, '']);
    expect((await collector.putProgram(body)).body).toMatchObject({
      revision: 3,
      surveys: { 'support-csat': 3 },
    });
  });

  test.each(['0', '3', '01', '-1', '1.0', 'live', '__proto__', '%00', '9'.repeat(30)])(
    'finds no revision %s',
    async (revision) => {
      await using collector = await startCollector();
      expect(await get(collector, `/${revision}`)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    },
  );

  test('takes no parameters', async () => {
    await using collector = await startCollector();
    expect(await get(collector, '/1?surveys=all')).toMatchObject({
      status: 400,
      body: { code: 'query_invalid' },
    });
  });
});
