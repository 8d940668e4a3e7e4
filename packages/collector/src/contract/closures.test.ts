import type { ClientProgram, ProgramInput } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { claim } from './claims.fixture.ts';

/** A Sunday near the end of November. */
const now = '2026-11-22T07:00:00.000Z';
const tomorrow = '2026-11-23T00:00:00.000Z';
const december = '2026-12-01T00:00:00.000Z';

type Question = ProgramInput['surveys'][string]['questions'][number];

const csat: Question = { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' };

/** The program with what is asked of `ticket_closed`, and the questions that it asks. */
const program = (
  ask: object,
  { questions = [csat], ...extras }: Partial<ProgramInput> & { questions?: Question[] } = {},
) => {
  const { touchpoints, surveys } = buildProgram();
  return buildProgram({
    touchpoints: { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], ask } as never },
    surveys: { ...surveys, 'support-csat': { questions } },
    ...extras,
  });
};

const start = (...parts: Parameters<typeof program>) => startCollector({ now, program: program(...parts) });

/** The touchpoint `ticket_closed` as a page sees it, and the tag of the view. */
async function view(collector: TestCollector, tag?: string) {
  const { status, headers, body } = await collector.request<ClientProgram>(
    `/v1/program?key=${collector.publicKey}`,
    tag === undefined ? {} : { headers: { 'If-None-Match': tag } },
  );
  const { closed, closedUntil } = (status === 200 && body.touchpoints['ticket_closed']) || {};
  return { status, tag: headers.get('ETag') ?? '', closed, closedUntil };
}

/** Answers of so many people at once, each with the same values by question. */
async function answer(
  collector: TestCollector,
  people: number,
  values: Record<string, number>,
  { shown = now, ...response }: { shown?: string; survey?: string } = {},
) {
  const answers = Object.entries(values).map(([question, value]) => buildAnswer(question, value, shown));
  const responses = Array.from({ length: people }, () => buildCsat(0, { ...response, shown, answers }));
  const sent = new Date(collector.clock()).toISOString();
  const { body } = await collector.post(buildEnvelope({ sent, responses }));
  expect(body.rejected).toEqual([]);
}

const open = { status: 200, closed: undefined, closedUntil: null };

describe('a quota', () => {
  const month = { quota: { per: 'month', answers: 3 } };

  test('closes its touchpoint at once with the answer that fills it, until the period ends', async () => {
    await using collector = await start(month);
    await answer(collector, 2, { satisfaction: 4 });
    const before = await view(collector);
    expect(before).toMatchObject(open);
    await answer(collector, 1, { satisfaction: 4 });
    const after = await view(collector, before.tag);
    expect(after).toMatchObject({ closed: { quota: Date.parse(december) }, closedUntil: december });
    expect((await view(collector, after.tag)).status).toBe(304);
    expect((await claim(collector)).body).toMatchObject({ ask: false, reason: 'quota', until: december });
    expect((await claim(collector, { touchpoint: 'pulse' })).body.ask).toBe(true);

    collector.clock.set(december);
    expect(await view(collector)).toMatchObject(open);
    expect((await claim(collector, { person: { id: 'u-18' } })).body.ask).toBe(true);
  });

  test('counts responses with an answer, each once, of its touchpoint and period', async () => {
    await using collector = await start(month);
    const responses = [buildCsat(4), buildCsat(5)];
    const unanswered = Array.from({ length: 5 }, () => buildCsat(4, { answers: [] }));
    const october = buildCsat(4, { shown: '2026-10-31T23:59:59.999Z' });
    await collector.post(buildEnvelope({ sent: now, responses: [...responses, ...unanswered, october] }));
    await collector.post(buildEnvelope({ sent: now, responses }));
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 1, { satisfaction: 1 }, { shown: '2026-11-01T00:00:00.000Z' });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
  });

  test('opens again when an answer is withdrawn', async () => {
    await using collector = await start({ quota: { per: 'month', answers: 1 } });
    const response = buildCsat(4);
    await collector.post(buildEnvelope({ sent: now, responses: [response] }));
    expect(await view(collector)).toMatchObject({ closedUntil: december });
    const at = '2026-11-22T06:59:59.900Z';
    const withdrawn = { ...response, answers: [{ question: 'satisfaction', value: null, at }] };
    await collector.post(buildEnvelope({ sent: now, responses: [withdrawn] }));
    expect(await view(collector)).toMatchObject(open);
  });

  test.each([
    ['day', 'UTC', tomorrow],
    ['week', 'UTC', tomorrow],
    ['quarter', 'UTC', '2027-01-01T00:00:00.000Z'],
    ['year', 'UTC', '2027-01-01T00:00:00.000Z'],
    ['day', 'Asia/Kathmandu', '2026-11-22T18:15:00.000Z'],
    ['month', 'America/New_York', '2026-12-01T05:00:00.000Z'],
  ])('of a %s in %s ends at %s', async (per, timezone, end) => {
    await using collector = await start({ quota: { per, answers: 1 } }, { timezone });
    await answer(collector, 1, { satisfaction: 4 });
    expect(await view(collector)).toMatchObject({ closedUntil: end });
    collector.clock.set(end);
    expect(await view(collector)).toMatchObject(open);
  });

  test('is what the live program says', async () => {
    await using collector = await start(month);
    await answer(collector, 3, { satisfaction: 4 });
    await collector.putProgram(program({ quota: { per: 'month', answers: 4 } }));
    expect(await view(collector)).toMatchObject(open);
    await collector.putProgram(program({ quota: { per: 'day', answers: 2 } }));
    expect(await view(collector)).toMatchObject({ closedUntil: tomorrow });
  });
});

describe('a target', () => {
  test('closes its touchpoint when its score is within the margin', async () => {
    await using collector = await start({ target: { per: 'month', margin: 20 } });
    // Wilson: 10 of 19 within 20.48 points, 11 of 20 within 19.99.
    await answer(collector, 9, { satisfaction: 1 });
    await answer(collector, 10, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 1, { satisfaction: 4 });
    expect(await view(collector)).toMatchObject({
      closed: { precision: Date.parse(december) },
      closedUntil: december,
    });
    expect((await claim(collector)).body).toMatchObject({ reason: 'precision', until: december });
    collector.clock.set(december);
    expect(await view(collector)).toMatchObject(open);
  });

  test('is not reached by a score that is too imprecise to be told', async () => {
    await using collector = await start({ target: { per: 'month', margin: 100 } });
    await answer(collector, 9, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 1, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
  });

  test('counts the answers of all versions of its survey', async () => {
    await using collector = await start({ target: { per: 'month', margin: 30 } });
    await answer(collector, 6, { satisfaction: 5 });
    const next: Question[] = [csat, { id: 'more', type: 'nps', text: 'How likely?' }];
    await collector.putProgram(program({ target: { per: 'month', margin: 30 } }, { questions: next }));
    await answer(collector, 6, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
    const coarser: Question[] = [{ ...csat, points: 3 } as Question];
    await collector.putProgram(program({ target: { per: 'month', margin: 30 } }, { questions: coarser }));
    expect(await view(collector)).toMatchObject(open);
  });

  test('leaves out the answers to a variant, which is another survey', async () => {
    const { touchpoints, surveys } = buildProgram();
    const ask = { target: { per: 'month', margin: 30 } };
    const varied = { ...touchpoints['ticket_closed'], variants: { short: 0.5 }, ask };
    await using collector = await startCollector({
      now,
      program: buildProgram({
        touchpoints: { ...touchpoints, ticket_closed: varied as never },
        surveys: { ...surveys, short: { questions: [csat] } },
      }),
    });
    await answer(collector, 20, { satisfaction: 5 }, { survey: 'short' });
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 20, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
  });

  test('looks at the first question on a scale', async () => {
    const questions: Question[] = [
      { id: 'why', type: 'text', text: 'Why?' },
      { id: 'likely', type: 'nps', text: 'How likely?' },
      csat,
    ];
    await using collector = await start({ target: { per: 'month', margin: 30 } }, { questions });
    await answer(collector, 20, { satisfaction: 5 });
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 20, { likely: 10 });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
  });

  test('of an index is reached by its worst item', async () => {
    const cxi: Question = {
      id: 'cx',
      type: 'cxi',
      text: 'And?',
      needs: 'Met?',
      ease: 'Easy?',
      enjoyment: 'Nice?',
    };
    await using collector = await start({ target: { per: 'month', margin: 30 } }, { questions: [cxi] });
    // Adjusted Wald: 10 of 20 within 39.5 points, 20 of 20 within 15.2; 40 of 50 within 21.7.
    await answer(collector, 10, { 'cx.needs': 5, 'cx.ease': 5, 'cx.enjoyment': 1 });
    await answer(collector, 10, { 'cx.needs': 5, 'cx.ease': 5, 'cx.enjoyment': 5 });
    expect(await view(collector)).toMatchObject(open);
    await answer(collector, 30, { 'cx.needs': 5, 'cx.ease': 5, 'cx.enjoyment': 5 });
    expect(await view(collector)).toMatchObject({ closedUntil: december });
  });

  test('of a rating is held against its mean, or its share of top boxes', async () => {
    for (const [top, expected] of [
      [undefined, december],
      [5, null],
    ] as const) {
      const rating: Question = { id: 'stars', type: 'rating', text: 'And?', ...(top && { top }) };
      await using collector = await start({ target: { per: 'month', margin: 1 } }, { questions: [rating] });
      await answer(collector, 10, { stars: 5 });
      await answer(collector, 10, { stars: 4 });
      expect((await view(collector)).closedUntil).toBe(expected);
    }
  });
});

test('of a quota and a target that are both reached the later one counts', async () => {
  await using collector = await start({
    quota: { per: 'day', answers: 10 },
    target: { per: 'month', margin: 100 },
  });
  await answer(collector, 10, { satisfaction: 4 });
  expect(await view(collector)).toMatchObject({
    closed: { quota: Date.parse(tomorrow), precision: Date.parse(december) },
    closedUntil: december,
  });
  collector.clock.set(tomorrow);
  expect(await view(collector)).toMatchObject({
    closed: { precision: Date.parse(december) },
    closedUntil: december,
  });
});
