import type { FunnelAnswer, Person, Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  createCollectorClient,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const scoresOnly = 'mp_sec_reads-scores-alone-0';
const both = 'mp_sec_reads-responses-too';

let collector: TestCollector;
let analyst: ReturnType<typeof createCollectorClient>;
beforeAll(async () => {
  const keys = { [scoresOnly]: ['scores:read'], [both]: ['scores:read', 'responses:read'] };
  collector = await startCollector({ keys });
  analyst = createCollectorClient({ ...collector, secretKey: scoresOnly });
});
afterAll(() => collector.stop());

/** Answers of so many people, each to one prompt unless told. */
async function answer(
  to: TestCollector,
  plan: string,
  { people, each = 1 }: { people: number; each?: number },
) {
  for (let person = 0; person < people; person++) {
    const who: Person = { id: `${plan} ${person}`, traits: { plan } };
    const responses: Response[] = Array.from({ length: each }, () => buildCsat(5));
    expect((await to.post(buildEnvelope({ person: who, responses }))).body).toMatchObject({ accepted: each });
  }
}

const told = async (from: TestCollector, parameters: Record<string, string>) => {
  const { status, body } = await from.scores({ metric: 'csat', ...parameters });
  expect(status).toBe(200);
  return body.rows.map(({ group, n, suppressed }) => [...Object.values(group), n ?? suppressed].join(' '));
};

describe('a row is suppressed', () => {
  test('for fewer than five people, however often they answered, and tells no count', async () => {
    await using own = await startCollector();
    await answer(own, 'pro', { people: 4, each: 3 });
    const { body } = await own.scores({ metric: 'csat', interval: 'month' });
    const nothing = {
      shown: null,
      started: null,
      completed: null,
      dismissed: null,
      ignored: null,
      open: null,
    };
    expect(body.rows).toEqual([
      {
        period: '2026-11',
        group: {},
        n: null,
        score: null,
        mean: null,
        low: null,
        high: null,
        histogram: { 1: null, 2: null, 3: null, 4: null, 5: null },
        precision: 'counts_only',
        suppressed: 'k_anonymity',
        partial: true,
        funnel: { ...nothing, answerRate: null, completionRate: null, dismissRate: null },
      },
    ]);
    expect(body.notes).toEqual([expect.stringMatching(/^Rows of fewer than 5 people are suppressed/)]);
    await answer(own, 'more', { people: 1 });
    expect(await told(own, {})).toEqual(['13']);
  });

  test('with the smallest of the others, when it would be the total less these', async () => {
    await using own = await startCollector();
    await answer(own, 'few', { people: 2 });
    await answer(own, 'some', { people: 6 });
    await answer(own, 'many', { people: 9 });
    expect(await told(own, { by: 'plan' })).toEqual(['few k_anonymity', 'many 9', 'some k_anonymity']);
    expect(await told(own, {})).toEqual(['17']);
  });

  test('when those that a filter leaves out are too few', async () => {
    await using own = await startCollector();
    await answer(own, 'pro', { people: 8 });
    await own.post(buildEnvelope({ person: { id: 'nobody' }, responses: [buildCsat(1), buildCsat(2)] }));
    expect(await told(own, { where: 'plan:pro' })).toEqual(['k_anonymity']);
    expect(await told(own, { by: 'plan' })).toEqual(['pro k_anonymity']);
    expect(await told(own, {})).toEqual(['10']);
    for (const id of ['a', 'b', 'c', 'd'])
      await own.post(buildEnvelope({ person: { id }, responses: [buildCsat(1)] }));
    expect(await told(own, { where: 'plan:pro' })).toEqual(['8']);
  });

  test('never tells a small group by subtraction of what is shown beside it', async () => {
    await using own = await startCollector();
    await answer(own, 'one', { people: 1, each: 7 });
    await answer(own, 'two', { people: 12 });
    await answer(own, 'three', { people: 30 });
    const rows = (await own.scores({ metric: 'csat', by: 'plan' })).body.rows;
    const [total] = (await own.scores({ metric: 'csat' })).body.rows;
    const shown = rows.reduce((sum, { n }) => sum + (n ?? 0), 0);
    expect(rows.filter(({ suppressed }) => suppressed)).toHaveLength(2);
    expect((total?.n ?? 0) - shown).toBe(19);
  });

  test('whatever a filter leaves out of its breakdown', async () => {
    await using own = await startCollector();
    await answer(own, 'a', { people: 20 });
    await answer(own, 'b', { people: 21 });
    await answer(own, 'c', { people: 3 });
    const hidden = ['a k_anonymity', 'b 21'];
    expect(await told(own, { by: 'plan' })).toEqual([...hidden, 'c k_anonymity']);
    expect(await told(own, { where: 'plan:a' })).toEqual(['k_anonymity']);
    expect(await told(own, { where: 'plan:b' })).toEqual(['21']);
    const { body } = await own.request<{ rows: { group: object; n: number | null }[] }>(
      '/v1/scores?metric=csat&by=plan&where=plan:a&where=plan:b',
      { headers: { Authorization: `Bearer ${own.secretKey}` } },
    );
    expect(body.rows.map(({ n }) => n)).toEqual([null, 21]);
    const both = await own.request<{ rows: { n: number | null }[] }>(
      '/v1/scores?metric=csat&where=plan:a&where=plan:b',
      { headers: { Authorization: `Bearer ${own.secretKey}` } },
    );
    expect(both.body.rows.map(({ n }) => n)).toEqual([null]);
  });

  test('while those that are suppressed are too few together', async () => {
    await using own = await startCollector();
    await answer(own, 'a', { people: 20 });
    await answer(own, 'b', { people: 21 });
    await answer(own, 'c', { people: 2 });
    await answer(own, 'd', { people: 2 });
    expect(await told(own, { by: 'plan' })).toEqual([
      'a k_anonymity',
      'b 21',
      'c k_anonymity',
      'd k_anonymity',
    ]);
  });

  test('while those who have no value are too few', async () => {
    await using own = await startCollector();
    await answer(own, 'a', { people: 20 });
    await answer(own, 'b', { people: 21 });
    for (const id of ['x', 'y', 'z'])
      await own.post(buildEnvelope({ person: { id }, responses: [buildCsat(1)] }));
    expect(await told(own, { by: 'plan' })).toEqual(['a k_anonymity', 'b 21']);
    expect(await told(own, { where: 'plan:a' })).toEqual(['k_anonymity']);
  });

  test('while too few of a segment have no value of another', async () => {
    await using own = await startCollector({ program: buildProgram({ segments: ['plan', 'fact:queue'] }) });
    const send = async (plan: string, queue: string | undefined, people: number) => {
      for (let nth = 0; nth < people; nth++)
        await own.post(
          buildEnvelope({
            person: { id: `${plan} ${queue} ${nth}`, traits: { plan } },
            responses: [buildCsat(5, queue === undefined ? {} : { facts: { queue } })],
          }),
        );
    };
    await send('a', 'x', 17);
    await send('a', undefined, 3);
    await send('b', 'x', 20);
    await send('b', undefined, 6);
    expect(await told(own, { by: 'plan' })).toEqual(['a 20', 'b 26']);
    expect(await told(own, { by: 'plan,fact:queue' })).toEqual(['a x k_anonymity', 'b x k_anonymity']);
    expect(await told(own, { by: 'plan', where: 'fact:queue:x' })).toEqual([
      'a k_anonymity',
      'b k_anonymity',
    ]);
  });

  test('as before when its only person is erased', async () => {
    await using own = await startCollector();
    await answer(own, 'a', { people: 20 });
    await answer(own, 'b', { people: 21 });
    await answer(own, 'c', { people: 1, each: 7 });
    const before = await told(own, { by: 'plan' });
    expect(before).toEqual(['a k_anonymity', 'b 21', 'c k_anonymity']);
    const erased = await own.request('/v1/people/c%200', {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${own.secretKey}` },
    });
    expect(erased.status).toBe(200);
    expect(await told(own, { by: 'plan' })).toEqual(before);
  });

  test('when too few have answered anything, though nobody answered it', async () => {
    const questions = [
      { id: 'satisfaction', type: 'csat', text: 'Well?' },
      { id: 'easy', type: 'ces', text: 'Easy?', optional: true },
    ] as const;
    const program = buildProgram();
    await using own = await startCollector({
      program: { ...program, surveys: { ...program.surveys, 'support-csat': { questions: [...questions] } } },
    });
    await answer(own, 'a', { people: 20 });
    await answer(own, 'b', { people: 21 });
    await answer(own, 'c', { people: 3 });
    const { body } = await own.scores({ metric: 'ces', by: 'plan' });
    expect(body.rows.map(({ n, funnel }) => [n, funnel.started])).toEqual([
      [null, null],
      [0, 21],
      [null, null],
    ]);
    const funnel = async (parameters: string) => {
      const answered = await own.request<FunnelAnswer>(`/v1/funnel?${parameters}`, {
        headers: { Authorization: `Bearer ${own.secretKey}` },
      });
      return answered.body.rows.map(({ shown, started }) => [shown, started]);
    };
    expect(await funnel('by=plan')).toEqual([
      [null, null],
      [21, 21],
      [null, null],
    ]);
    for (const id of ['x', 'y', 'z'])
      await own.post(buildEnvelope({ person: { id }, responses: [buildNps(1)] }));
    expect(await funnel('by=touchpoint')).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('no more when nobody answered it: there is nobody to protect', async () => {
    await using own = await startCollector();
    await own.post(buildEnvelope({ responses: [buildCsat(5, { answers: [] })] }));
    expect((await own.scores({ metric: 'csat' })).body.rows).toMatchObject([
      { n: 0, suppressed: null, funnel: { shown: 1 } },
    ]);
  });
});

describe('a key that reads scores alone', () => {
  const cut = { metric: 'csat', from: '2026-11-02', interval: 'month' };

  test.each<[Record<string, string>, string[]]>([
    [{ ...cut, by: 'plan' }, ['/from']],
    [{ ...cut, where: 'plan:pro', to: '2026-11-20' }, ['/from', '/to']],
    [{ metric: 'csat', channel: 'email', interval: 'day' }, ['/interval']],
    [{ metric: 'csat', by: 'locale', interval: 'week' }, ['/interval']],
    [{ metric: 'csat', by: 'plan', from: '2026-10-01', compare: 'previous' }, ['/to']],
  ])('gets segments in whole months: %j', async (parameters, paths) => {
    const { status, body } = await analyst.scores(parameters);
    expect([status, body.code, body.errors?.map(({ path }) => path)]).toEqual([400, 'query_invalid', paths]);
    expect(body.errors?.[0]?.message).toContain('responses:read');
    for (const secretKey of [both, collector.secretKey])
      expect((await createCollectorClient({ ...collector, secretKey }).scores(parameters)).status).toBe(200);
  });

  test('gets all else: whole months, and any days without a segment', async () => {
    const months = { metric: 'csat', by: 'plan', from: '2026-10-01', to: '2026-12-01', compare: 'previous' };
    for (const parameters of [
      months,
      { ...months, interval: 'quarter' },
      cut,
      { metric: 'csat', interval: 'day' },
    ])
      expect((await analyst.scores(parameters as Record<string, string>)).status).toBe(200);
  });
});
