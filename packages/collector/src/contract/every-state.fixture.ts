import { randomUUID } from 'node:crypto';
import type { ProgramInput, ResponseState } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
  type TestCollector,
} from '@milepost/testkit';
import type { Store } from '../store/store.ts';

const everyQuestion: ProgramInput['surveys'][string] = {
  questions: [
    { id: 'nps', type: 'nps', text: 'How likely are you to recommend us?' },
    { id: 'csat', type: 'csat', points: 3, text: 'How satisfied are you?' },
    { id: 'ces', type: 'ces', text: 'It was easy to handle my issue.' },
    {
      id: 'experience',
      type: 'cxi',
      text: 'How was it?',
      needs: 'Were your needs met?',
      ease: 'How easy was it?',
      enjoyment: 'How enjoyable was it?',
      comment: 'Anything else?',
    },
    { id: 'pmf', type: 'pmf', text: 'How would you feel without it?' },
    { id: 'rating', type: 'rating', points: 10, text: 'How do you rate it?' },
    { id: 'thumbs', type: 'thumbs', text: 'Was it useful?' },
    {
      id: 'choice',
      type: 'choice',
      text: 'Which one?',
      options: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
      other: 'Another',
    },
    {
      id: 'choices',
      type: 'choices',
      text: 'Which ones?',
      options: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
    },
    { id: 'text', type: 'text', text: 'Why?' },
    { id: 'thanks', type: 'message', text: 'Thank you!' },
  ],
};

/** A program, and the one after it: a survey with another question, and one that is gone. */
export const everyRevision: ProgramInput[] = [
  buildProgram({
    timezone: 'America/New_York',
    surveys: {
      'support-csat': buildSurvey({ id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' }),
      'relationship-nps': buildSurvey({
        id: 'recommend',
        type: 'nps',
        text: 'How likely are you to recommend us?',
      }),
    },
  }),
  buildProgram({
    timezone: 'America/New_York',
    touchpoints: {
      ticket_closed: { label: 'Closed', stage: 'support', pattern: 'past', survey: 'support-csat' },
      all: { label: 'All', stage: 'support', pattern: 'present', survey: 'everything' },
    },
    surveys: {
      'support-csat': buildSurvey({ id: 'recommend', type: 'nps', text: 'How likely is it?' }),
      everything: everyQuestion,
    },
  }),
];

const hostile = ['=1+1;"@x', 'a\r\n"b"\t\u0000\u2028', '🙂 \u202E', "'; drop table responses; --", '{"a":1}'];

/** Brings in responses in every state that a store can hold. */
export async function fillWithEveryState(collector: TestCollector, store: Store): Promise<void> {
  for (const program of everyRevision) await accept(collector.putProgram(program));
  const acme = { id: 'u-1', account: 'acme', role: 'admin', traits: { plan: 'pro', vintage: '2026-01' } };
  const post = (envelope: Parameters<typeof buildEnvelope>[0]) =>
    accept(collector.post(buildEnvelope(envelope)));

  // Merged of several sends, in a wrong order; an answer withdrawn; dismissed; anonymous.
  const merged = buildCsat(2);
  await post({
    person: acme,
    responses: [{ ...merged, answers: [buildAnswer('why', 'slow', '2026-11-22T07:00:01Z')] }],
  });
  await post({ person: acme, responses: [merged, buildCsat(5, { completed: '2026-11-22T07:00:03.000Z' })] });
  await post({
    responses: [
      buildCsat(4, { answers: [buildAnswer('satisfaction', null)] }),
      buildResponse({
        dismissed: { at: '2026-11-22T07:00:00Z', reason: 'later' },
        channel: 'link',
        sample: 0.25,
      }),
      buildResponse({ dismissed: { at: '2026-11-22T07:00:00Z', reason: 'timeout' }, locale: 'de', seed: 7 }),
      buildNps(9, { locale: 'fr', page: '/a?b=c', facts: { queue: 'billing', 'a b': true, n: -1.5 } }),
    ],
  });
  // A device clock that is years off, and one that crosses midnight when it is corrected.
  await post({ sent: '2019-01-01T00:00:00Z', responses: [buildCsat(1, { shown: '2018-12-31T23:59:00Z' })] });
  await post({
    sent: '2026-11-22T09:00:00Z',
    responses: [buildCsat(3, { shown: '2026-11-22T06:30:00+01:00' })],
  });
  // Every question type, and texts and names that mean something elsewhere.
  await post({
    person: { id: '__proto__', account: 'constructor', traits: { constructor: 'toString', plan: '=1+1' } },
    responses: hostile.map((text) =>
      buildResponse({
        touchpoint: 'all',
        survey: 'everything',
        facts: { queue: text.slice(0, 20), hasOwnProperty: 1 },
        answers: [
          buildAnswer('nps', 10),
          buildAnswer('csat', 3),
          buildAnswer('ces', 7),
          buildAnswer('experience.needs', 5),
          buildAnswer('experience.ease', 4),
          buildAnswer('experience.enjoyment', 3),
          buildAnswer('experience.comment', text),
          buildAnswer('pmf', 3),
          buildAnswer('rating', 10),
          buildAnswer('thumbs', 1),
          buildAnswer('choice', 'other'),
          buildAnswer('choice.other', text),
          buildAnswer('choices', ['b', 'a']),
          buildAnswer('text', text),
        ],
      }),
    ),
  });
  // The second version of a survey, and responses whose people are excluded or erased below.
  const asked = (version: number, value: number) =>
    buildResponse({ version, answers: [buildAnswer(version === 2 ? 'recommend' : 'satisfaction', value)] });
  await post({ person: { id: 'u-2', account: 'acme' }, responses: [asked(2, 9), asked(1, 1)] });
  await post({ person: { id: 'u-3', account: 'bot-net' }, responses: [asked(2, 0), asked(2, 0)] });
  await post({
    person: { ...acme, id: 'u-4' },
    responses: [
      { ...asked(1, 2), facts: { queue: 'billing', ticketId: 'T-1' }, page: '/secret' },
      buildCsat(1, { answers: [buildAnswer('satisfaction', 1), buildAnswer('why', 'I am Ann')] }),
    ],
  });
  await post({ person: { id: 'u-5' }, responses: [asked(2, 3)] });
  // Old ones, imported: with no time of sending, of nobody who vouches for the person.
  const imported: (Partial<ResponseState> & { received?: string })[] = [
    { ...buildNps(0, { shown: '2017-05-03T12:00:00-07:00', channel: 'import' }) },
    { ...buildNps(7), person: { id: 'u-6' }, verified: false },
    { ...buildNps(8), person: { id: 'u-7' }, verified: true },
  ];
  await accept(collector.importLines(imported));

  const exclude = (
    targets: { kind: 'response' | 'person' | 'account'; target: string }[],
    note: string | null,
  ) =>
    store.addExclusion('default', {
      id: randomUUID(),
      reason: 'test',
      by: 'ana',
      note,
      at: collector.clock(),
      targets,
    });
  await exclude([{ kind: 'response', target: merged.id }], 'a note');
  await exclude([{ kind: 'person', target: 'u-2' }], null);
  await exclude([{ kind: 'account', target: 'bot-net' }], '=1');
  await exclude([{ kind: 'person', target: 'u-3' }], null);
  await exclude([{ kind: 'person', target: 'u-5' }], null);
  for (const id of ['u-4', 'u-5'])
    await store.erasePerson('default', { id, at: collector.clock(), answers: 'keep' });
}

async function accept(reply: Promise<{ status: number; body: object }>): Promise<void> {
  const { status, body } = await reply;
  const { rejected } = body as { rejected?: unknown };
  if (status !== 200 || (Array.isArray(rejected) ? rejected.length > 0 : Number(rejected ?? 0) > 0))
    throw new Error(`the fixture was refused: ${status} ${JSON.stringify(body)}`);
}
