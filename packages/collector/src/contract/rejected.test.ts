import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { read } from './people.fixture.ts';

interface Told {
  rejected: {
    id: string | null;
    person: string | null;
    code: string;
    detail: string;
    input: string;
    at: string;
  }[];
  next: number | null;
}

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.stop());

const rejected = async (query = '') => (await read<Told>(collector, `/v1/rejected${query}`)).body;

describe('GET /v1/rejected', () => {
  test('tells what was refused, by the checks and by the store, the newest first', async () => {
    const stored = buildCsat(4);
    await collector.post(buildEnvelope({ person: { id: 'u-1' }, responses: [stored] }));
    const off = buildCsat(9);
    await collector.post(buildEnvelope({ person: { id: 'u-2' }, responses: [off, stored, 'x'] }));
    const { rejected: told, next } = await rejected();
    expect(next).toBeNull();
    expect(told).toHaveLength(3);
    expect(told.find(({ id }) => id === off.id)).toEqual({
      id: off.id,
      person: 'u-2',
      code: 'value_out_of_scale',
      detail: '"satisfaction" takes a whole number from 1 to 5, not 9',
      input: JSON.stringify(off),
      at: '2026-11-22T07:00:03.120Z',
    });
    expect(told.find(({ id }) => id === stored.id)).toMatchObject({
      person: 'u-2',
      code: 'response_conflict',
    });
    expect(told.find(({ id }) => id === null)).toMatchObject({ code: 'response_invalid', input: '"x"' });
  });

  test('tells it for seven days', async () => {
    await collector.post(buildEnvelope({ responses: [buildCsat(9)] }));
    collector.clock.advance(7 * 86_400_000);
    expect((await rejected()).rejected).toHaveLength(1);
    collector.clock.advance(1);
    expect((await rejected()).rejected).toHaveLength(0);
  });

  test('has pages', async () => {
    const responses = Array.from({ length: 60 }, () => buildCsat(9));
    for (let time = 0; time < 2; time++) await collector.post(buildEnvelope({ responses }));
    const first = await rejected();
    const rest = await rejected(`?before=${first.next}`);
    expect([first.rejected.length, rest.rejected.length, rest.next]).toEqual([100, 20, null]);
  });

  test.each(['before=0', 'before=x', 'after=1'])('refuses ?%s', async (query) => {
    expect(await read(collector, `/v1/rejected?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'query_invalid' },
    });
  });
});

describe('with privacy.scrub', () => {
  const words = 'Mail ana@example.com or call +44 20 7946 0958; card 4111 1111 1111 1111.';
  const scrubbed = 'Mail [email] or call [phone]; card [card].';
  const response = () =>
    buildCsat(4, {
      page: '/tickets?by=ana%40example.com',
      answers: [buildAnswer('satisfaction', 4), buildAnswer('why', words)],
    });

  beforeEach(async () => {
    await collector.putProgram(buildProgram({ privacy: { scrub: true } }));
  });

  test('texts are stored without addresses and numbers, whether they were sent or imported', async () => {
    const [sent, imported] = [response(), response()];
    await collector.post(buildEnvelope({ responses: [sent] }));
    await collector.importLines([imported]);
    expect((await collector.post(buildEnvelope({ responses: [sent] }))).body).toMatchObject({ repeated: 1 });
    const { body } = await read<string>(collector, '/v1/export');
    for (const line of String(body).trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({
        page: '/tickets?by=[email]',
        answers: [{ value: 4 }, { value: scrubbed }],
      });
  });

  test('so is what was refused', async () => {
    const bad = { ...response(), version: 9 };
    const wrong = buildCsat(4, { answers: [buildAnswer('satisfaction', 'ana@example.com')] });
    await collector.post(buildEnvelope({ responses: [bad, wrong] }));
    const { rejected: told } = await rejected();
    expect(JSON.stringify(told)).not.toMatch(/ana@|ana%40|7946|4111/);
    expect(told.find(({ id }) => id === bad.id)?.input).toContain(scrubbed);
    expect(told.find(({ id }) => id === wrong.id)?.detail).toContain('not "[email]"');
  });
});
