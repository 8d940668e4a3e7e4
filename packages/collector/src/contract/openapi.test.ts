import { buildProgram, buildSurvey, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Example, Operation } from '../openapi/operation.ts';
import { operations } from '../openapi/operations/index.ts';
import { problemsOf } from '../openapi/problems.ts';
import { addressOf, bodyOf } from '../openapi/samples.ts';
import { routeCases, routeOf } from './route-cases.fixture.ts';

/** The public key that examples show. */
const shownKey = 'mp_pub_0123456789abcdefghij';

const program = buildProgram();
const ces = { id: 'ease', type: 'ces', text: 'How easy was it?' } as const;

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({
    program: buildProgram({
      touchpoints: {
        ...program.touchpoints,
        set_up: { label: 'Set-up', stage: 'support', pattern: 'past', survey: 'set-up' },
      },
      surveys: { ...program.surveys, 'set-up': buildSurvey(ces) },
    }),
  });
  const { body } = await collector.importLines(Array.from({ length: 360 }, (_, index) => line(index)));
  expect(body).toMatchObject({ accepted: 360, rejected: 0 });
});
afterAll(() => collector.stop());

const asked = [
  { touchpoint: 'ticket_closed', survey: 'support-csat', question: 'satisfaction', least: 1, values: 5 },
  { touchpoint: 'pulse', survey: 'relationship-nps', question: 'recommend', least: 0, values: 11 },
  { touchpoint: 'set_up', survey: 'set-up', question: 'ease', least: 1, values: 7 },
] as const;

/** Answers of sixty people of six accounts to three touchpoints, from the end of July to the middle of November. */
function line(index: number): object {
  const { touchpoint, survey, question, least, values } = asked[index % 3] ?? asked[0];
  const person = index % 60;
  const shown = new Date(Date.UTC(2026, 6, 27) + index * 7 * 3_600_000).toISOString();
  return {
    id: `019a0000-0000-7000-9000-${String(index).padStart(12, '0')}`,
    touchpoint,
    survey,
    version: 1,
    shown,
    person: {
      id: `u-${person}`,
      account: person % 6 === 0 ? 'acme' : `account-${person % 6}`,
      traits: { plan: person % 2 ? 'pro' : 'basic', vintage: `2026-0${1 + (person % 6)}` },
    },
    answers: [
      { question, value: least + ((index * 7 + (index % 5)) % values) },
      { question: 'why', value: 'I had to wait.' },
    ],
    completed: shown,
  };
}

test('every route is documented, and nothing that is none', () => {
  const documented = operations.map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
  );
  expect(new Set(documented)).toEqual(new Set(Object.keys(routeCases).map(routeOf)));
});

async function send(operation: Operation, example: Example, key: string | null): Promise<Response> {
  const { method, body: content } = operation;
  const body = bodyOf(operation, example)?.replace(shownKey, collector.publicKey);
  const ending = new AbortController();
  const response = await fetch(
    `${collector.url}${addressOf(operation, example)}`.replace(shownKey, collector.publicKey),
    {
      method: method.toUpperCase(),
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(content && body && { 'Content-Type': content.type }),
      },
      ...(body && { body }),
      signal: ending.signal,
    },
  );
  // Without an end, and so without a whole to be checked.
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response;
  ending.abort();
  return new Response('', response);
}

const isSecret = ({ access }: Operation, { query = {} }: Example) =>
  !['open', 'public', 'metrics'].includes(access) && !('key' in query);

const examples = operations.flatMap((operation) =>
  operation.examples.map((example) => ({
    name: `${operation.method.toUpperCase()} ${addressOf(operation, example)}: ${example.summary}`,
    operation,
    example,
  })),
);

describe.each(examples)('$name', ({ operation, example }) => {
  test('is answered as it is documented', async () => {
    const response = await send(
      operation,
      example,
      isSecret(operation, example) ? collector.secretKey : null,
    );
    const text = await response.text();
    expect([response.status, response.status < 400 ? '' : text]).toEqual([example.status ?? 200, '']);
    const answer = operation.answers[response.status];
    const type = response.headers.get('Content-Type')?.split(';')[0] ?? null;
    const content = answer?.contents.find((one) => one.type === type);
    expect(type).toBe(content?.type ?? null);
    if (content) expectFits(content.schema, { type, text });
    const isDryRun = example.query?.['dryRun'] === 'true';
    for (const name of Object.keys(answer?.headers ?? {}))
      expect([name, response.headers.has(name)]).toEqual([name, !isDryRun]);
  });

  test('is refused without a key, with a code that is documented', async () => {
    const response = await send(operation, example, null);
    if (!isSecret(operation, example)) return expect(response.status).toBeLessThan(409);
    const { code } = (await response.json()) as { code: 'key_unknown' };
    expect([response.status, code]).toEqual([401, 'key_unknown']);
    expect(problemsOf(operation)).toContain(code);
  });
});

/** A JSON value, lines of them, or a text, by the type. */
function expectFits(schema: z.ZodType, { type, text }: { type: string | null; text: string }): void {
  const values: unknown[] = type?.endsWith('json')
    ? text
        .trim()
        .split(type === 'application/x-ndjson' ? '\n' : '\0')
        .map((one) => JSON.parse(one) as unknown)
    : [text];
  for (const value of values) {
    const { success, error } = schema.safeParse(value);
    expect(success ? '' : error?.message).toBe('');
  }
}

test('what a query does not know is refused by every operation that a secret key asks', async () => {
  for (const { operation, example } of examples.filter((one) => isSecret(one.operation, one.example))) {
    const response = await send(
      operation,
      { ...example, query: { ...example.query, unheard_of: '1' } },
      collector.secretKey,
    );
    expect([operation.id, response.status]).toEqual([operation.id, 400]);
    expect(await response.json()).toMatchObject({ code: 'query_invalid', errors: [{ path: '/unheard_of' }] });
  }
});
