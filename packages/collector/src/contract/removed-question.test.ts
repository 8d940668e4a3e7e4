import type { ProgramInput } from '@milepost/protocol';
import {
  buildAnswer,
  buildEnvelope,
  buildProgram,
  buildResponse,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

type Question = ProgramInput['surveys'][string]['questions'][number];

const satisfied: Question = { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' };
const likely: Question = { id: 'recommend', type: 'nps', text: 'How likely are you to recommend us?' };

const program = (questions: Question[], overrides: Partial<ProgramInput> = {}) =>
  buildProgram({ surveys: { ...buildProgram().surveys, 'support-csat': { questions } }, ...overrides });

const post = async (collector: TestCollector, version: number, recommend?: number) => {
  const answers = [
    buildAnswer('satisfaction', 5),
    ...(recommend === undefined ? [] : [buildAnswer('recommend', recommend)]),
  ];
  const { body } = await collector.post(
    buildEnvelope({
      person: { traits: { plan: 'pro' } },
      responses: [buildResponse({ version, answers })],
    }),
  );
  return body;
};

const scores = async (collector: TestCollector, parameters: Record<string, string>) =>
  (await collector.counts(parameters)).body.rows.map(({ group, n, score }) => ({ group, n, score }));

describe('a question that is removed from a live survey', () => {
  test('keeps its answers, takes late ones of the old version, and refuses those of the new one', async () => {
    await using collector = await startCollector({ program: program([satisfied, likely]) });
    await post(collector, 1, 10);
    for (let count = 0; count < 9; count++) await post(collector, 1, 9);
    const { body } = await collector.putProgram(program([satisfied]));
    expect(body).toMatchObject({
      surveys: { 'support-csat': 2 },
      changes: { surveys: { questions: { 'support-csat': { removed: ['recommend'] } } } },
    });
    expect(await scores(collector, { metric: 'nps' })).toEqual([{ group: {}, n: 10, score: 100 }]);

    expect(await post(collector, 1, 0)).toMatchObject({ accepted: 1 });
    expect(await post(collector, 2)).toMatchObject({ accepted: 1 });
    expect((await post(collector, 2, 0)).rejected).toMatchObject([{ code: 'question_unknown' }]);
    expect(await scores(collector, { metric: 'nps', by: 'version' })).toMatchObject([
      { group: { version: '1' }, n: 11 },
    ]);
    expect(await scores(collector, { metric: 'csat', by: 'version' })).toMatchObject([
      { group: { version: '1' }, n: 11 },
      { group: { version: '2' }, n: 1 },
    ]);
  });

  test('comes back with its answers when cells are counted anew', async () => {
    await using collector = await startCollector({ program: program([satisfied, likely], { segments: [] }) });
    for (let count = 0; count < 10; count++) await post(collector, 1, 10);
    await collector.putProgram(program([satisfied], { segments: [] }));
    await collector.putProgram(program([satisfied], { segments: ['plan'] }));
    expect(await scores(collector, { metric: 'nps', by: 'plan' })).toEqual([
      { group: { plan: 'pro' }, n: 10, score: 100 },
    ]);
  });
});

describe('the content of an earlier version', () => {
  test('is a new version when it is pushed again, so that versions are in the order of time', async () => {
    await using collector = await startCollector({ program: program([satisfied, likely]) });
    const pushed = async (questions: Question[]) =>
      (await collector.putProgram(program(questions))).body.surveys['support-csat'];
    expect(await pushed([satisfied, likely])).toBe(1);
    expect(await pushed([satisfied])).toBe(2);
    expect(await pushed([satisfied])).toBe(2);
    expect(await pushed([satisfied, likely])).toBe(3);
    for (const version of [1, 3]) expect(await post(collector, version, 9)).toMatchObject({ accepted: 1 });
    expect(await scores(collector, { metric: 'nps', by: 'version' })).toMatchObject([
      { group: { version: '1' }, n: 1 },
      { group: { version: '3' }, n: 1 },
    ]);
  });

  test('is the old version when only other parts of the program changed meanwhile', async () => {
    await using collector = await startCollector({ program: program([satisfied]) });
    await collector.putProgram(program([satisfied], { timezone: 'Asia/Tokyo' }));
    const { body } = await collector.putProgram(program([satisfied]));
    expect(body).toMatchObject({ revision: 3, surveys: { 'support-csat': 1 } });
  });
});
