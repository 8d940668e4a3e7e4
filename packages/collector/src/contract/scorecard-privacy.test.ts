import { startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { answers, ask, program, satisfied, touchpoint } from './scorecard.fixture.ts';

describe('nothing that is suppressed', () => {
  test('can be told by subtraction across the levels', async () => {
    await using collector = await startCollector({ program });
    await collector.importLines([
      ...satisfied('chat', 5, 40),
      ...satisfied('ticket', 1, 3),
      ...answers({ touchpoint: 'export', survey: 'ces', values: { easy: 6 }, count: 20 }),
    ]);
    const { body } = await ask(collector);
    const [use, help] = body.stages;
    // The stage less the chat would be the three tickets.
    expect(help?.metrics).toMatchObject([{ metric: 'csat', n: 43, suppressed: null }]);
    expect(help?.touchpoints.map(({ metrics }) => metrics[0])).toMatchObject([
      { n: null, score: null, suppressed: 'k_anonymity' },
      { n: null, score: null, suppressed: 'k_anonymity' },
    ]);
    expect(use?.touchpoints[0]?.metrics).toMatchObject([{ n: 20, suppressed: null }]);
    expect(body.notes).toEqual([expect.stringMatching(/^Rows of fewer than 5 people are suppressed/)]);
  });

  test('is left in a stage whose only answers they are, or in its twin', async () => {
    await using collector = await startCollector({ program });
    const moved = {
      ...program,
      touchpoints: { ...program.touchpoints, export: touchpoint('use', 'csat', 'An export') },
    };
    expect((await collector.putProgram(moved)).status).toBe(200);
    await collector.importLines([
      ...satisfied('chat', 5, 30),
      ...satisfied('ticket', 5, 25),
      ...satisfied('export', 1, 3),
    ]);
    const { body } = await ask(collector);
    const [use, help] = body.stages;
    expect(body.overall.metrics).toMatchObject([{ n: 58 }]);
    // All less the one stage would be the other.
    expect([use?.metrics[0]?.n, help?.metrics[0]?.n]).toEqual([null, null]);
    const hidden = [...(use?.touchpoints ?? []), ...(help?.touchpoints ?? [])].map(
      ({ touchpoint: id, metrics }) => [id, metrics[0]?.n],
    );
    // The chat may be shown: what is left is 28 answers of two touchpoints.
    expect(hidden).toEqual([
      ['export', null],
      ['year', undefined],
      ['index', undefined],
      ['chat', 30],
      ['ticket', null],
    ]);
  });

  test('is a part of the overall score', async () => {
    await using collector = await startCollector({ program });
    await collector.importLines([
      ...satisfied('chat', 5, 40),
      ...answers({ touchpoint: 'export', survey: 'ces', values: { easy: 6 }, count: 20 }),
      ...answers({ touchpoint: 'year', survey: 'nps', values: { recommend: 10 }, count: 4 }),
    ]);
    const { body } = await ask(collector);
    expect(body.overall.cx).toMatchObject({
      score: null,
      components: {
        nps: { actual: null, weighted: null, n: null, low: null, high: null },
        csat: { actual: 100, n: 40 },
        ces: { actual: 100, n: 20 },
      },
    });
  });

  test('has a funnel, where a segment tells who it is', async () => {
    await using collector = await startCollector({ program });
    await collector.importLines([
      ...satisfied('chat', 5, 20),
      ...satisfied('ticket', 5, 2),
      ...satisfied('chat', 5, 30, 'free'),
      ...satisfied('ticket', 5, 30, 'free'),
    ]);
    const { body } = await ask(collector, { where: 'plan:pro' });
    const help = body.stages[1];
    expect(help?.funnel).toMatchObject({ shown: 22 });
    expect(help?.touchpoints.map(({ funnel }) => funnel.shown)).toEqual([null, null]);
    const whole = await ask(collector);
    expect(whole.body.stages[1]?.touchpoints.map(({ funnel }) => funnel.shown)).toEqual([50, 32]);
  });
});
