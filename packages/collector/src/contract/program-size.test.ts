import type { Program } from '@milepost/protocol';
import { buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const read = () =>
  collector.request<Program>('/v1/program', {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });

const withQuestions = (count: number) => {
  const questions = Array.from({ length: count }, (_, index) => ({
    id: `q${index}`,
    type: 'thumbs' as const,
    text: '?',
  }));
  return buildProgram({ surveys: { ...buildProgram().surveys, 'support-csat': { questions } } });
};

describe('of a program that is too large nothing is applied:', () => {
  test.each([
    ['10 MB', `${JSON.stringify(buildProgram())}${' '.repeat(10 * 1024 * 1024)}`, 413, 'too_large'],
    ['10,000 questions', withQuestions(10_000), 400, 'program_invalid'],
    ['51 questions', withQuestions(51), 400, 'program_invalid'],
    ['ten thousand brackets', '['.repeat(10_000), 400, 'program_invalid'],
  ])('%s', async (_what, document, status, code) => {
    const before = await read();
    for (const query of ['', '?dryRun=true']) {
      const put = await collector.putProgram(document, { query });
      expect([put.status, put.body.code]).toEqual([status, code]);
    }
    const after = await read();
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'));
    expect(after.body).toEqual(before.body);
  });

  test('with the path of what is too much', async () => {
    const { body } = await collector.putProgram(withQuestions(10_000));
    expect(body.errors?.map(({ path }) => path)).toContain('/surveys/support-csat/questions');
    expect(body.errors?.length).toBeLessThanOrEqual(100);
  });

  test('50 questions are not too many', async () => {
    expect((await collector.putProgram(withQuestions(50), { query: '?dryRun=true' })).status).toBe(200);
  });
});
