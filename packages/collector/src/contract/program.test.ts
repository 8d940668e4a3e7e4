import type { ClientProgram, Program, ProgramInput } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildProgram,
  buildSurvey,
  startCollector,
  type TestCollector,
  testOrigin,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

const bearer = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

const read = (collector: TestCollector) =>
  collector.request<Program>('/v1/program', bearer(collector.secretKey));

const view = (collector: TestCollector, headers: Record<string, string> = {}) =>
  collector.request<ClientProgram>(`/v1/program?key=${collector.publicKey}`, { headers });

/** The program with the CSAT question in other words, so that its survey has other content. */
function reworded(text: string, overrides: Partial<ProgramInput> = {}): ProgramInput {
  const { surveys } = buildProgram();
  const survey = buildSurvey({ id: 'satisfaction', type: 'csat', text });
  return buildProgram({ surveys: { ...surveys, 'support-csat': survey }, ...overrides });
}

describe('PUT /v1/program', () => {
  test('stores the document whole, with its defaults', async () => {
    await using collector = await startCollector({ program: null });
    const document = buildProgram({ $schema: 'https://example.com/program.schema.json' });
    const put = await collector.putProgram(document);
    expect(put.status).toBe(200);
    expect(put.headers.get('Cache-Control')).toBe('no-store');
    expect(put.body).toMatchObject({
      revision: 1,
      dryRun: false,
      surveys: { 'support-csat': 1, 'relationship-nps': 1 },
      changes: {
        touchpoints: { added: ['ticket_closed', 'pulse'], removed: [], changed: [] },
        surveys: { added: ['support-csat', 'relationship-nps'], removed: [], changed: [] },
      },
    });
    const { status, headers, body } = await read(collector);
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('ETag')).toBe(put.headers.get('ETag'));
    expect(body).toMatchObject(document);
    expect(body).toMatchObject({
      touchpoints: { pulse: { ask: { sample: 1, delay: '1s', repeatAfter: '90d', priority: 5 } } },
      governor: { quietPeriod: '7d', perSession: 1, afterDismissal: '28d' },
      timezone: 'UTC',
      privacy: { k: 5 },
      precision: { countsOnlyBelow: 10, lowBelow: 30 },
      cells: { buckets: 1 },
    });
    expect(body.privacy).not.toHaveProperty('retain');
    expect(body.touchpoints['pulse']?.ask).not.toHaveProperty('quota');
  });

  test('takes the program document of the contract', async () => {
    await using collector = await startCollector({ program: null });
    const text = `{ "$schema": "…/program.schema.json",
  "stages": [ { "id": "support", "label": "Support" } ],
  "touchpoints": { "ticket_closed": { "label": "Ticket closed", "stage": "support", "pattern": "past", "survey": "support-csat",
      "ask": { "sample": 1, "delay": "1s", "repeatAfter": "30d", "priority": 5, "audience": { "plan": ["pro"] }, "quota": { "per": "month", "answers": 400 }, "target": { "per": "month", "margin": 5 } } } },
  "surveys": { "support-csat": { "questions": [
      { "id": "satisfaction", "type": "csat", "text": "How satisfied are you with how we handled your ticket?", "next": [ { "when": { "max": 2 }, "go": "why" }, { "go": "thanks" } ] },
      { "id": "why", "type": "text", "text": "What went wrong?", "optional": true },
      { "id": "thanks", "type": "message", "text": "Thank you!" } ], "locales": { "de": { "satisfaction": { "text": "…" } } } } },
  "governor": { "quietPeriod": "7d", "perSession": 1, "afterDismissal": "28d", "perAccount": { "per": "week", "share": 0.25 } }, "segments": ["plan", "vintage", "fact:queue"], "timezone": "Europe/London",
  "privacy": { "k": 5, "retain": "730d" }, "precision": { "countsOnlyBelow": 10, "lowBelow": 30 }, "cells": { "buckets": 1 } }`;
    expect((await collector.putProgram(text)).status).toBe(200);
    expect((await read(collector)).body).toEqual({ locale: 'en', ...(JSON.parse(text) as object) });
  });

  test('raises the version of a survey only when its content changes', async () => {
    await using collector = await startCollector();
    const versions = async (document: object | string) => (await collector.putProgram(document)).body.surveys;
    const first = buildProgram();
    expect(await versions(first)).toEqual({ 'support-csat': 1, 'relationship-nps': 1 });
    expect(await versions({ ...first, timezone: 'Asia/Tokyo' })).toMatchObject({ 'support-csat': 1 });
    const turned = Object.fromEntries(Object.entries(first.surveys).reverse());
    expect(await versions(JSON.stringify({ ...first, surveys: turned }, null, 7))).toMatchObject({
      'support-csat': 1,
    });
    expect(await versions(reworded('Now?'))).toEqual({ 'support-csat': 2, 'relationship-nps': 1 });
    const { 'relationship-nps': nps, ...others } = first.surveys;
    const { pulse: _pulse, ...touchpoints } = first.touchpoints;
    expect(await versions({ ...first, surveys: others, touchpoints })).toEqual({ 'support-csat': 3 });
    expect(await versions(first)).toEqual({ 'support-csat': 3, 'relationship-nps': 1 });
    expect(nps).toBeDefined();
  });

  test('makes no new revision of what is live already', async () => {
    await using collector = await startCollector();
    const before = await view(collector);
    const put = await collector.putProgram(buildProgram());
    expect(put.body).toMatchObject({
      revision: 1,
      changes: { surveys: { added: [], removed: [], changed: [] }, settings: [] },
    });
    expect((await view(collector)).headers.get('ETag')).toBe(before.headers.get('ETag'));
    const other = await collector.putProgram(reworded('Now?'));
    expect(other.body.revision).toBe(2);
    expect((await view(collector)).headers.get('ETag')).not.toBe(before.headers.get('ETag'));
  });

  test('with dryRun=true tells the difference and changes nothing', async () => {
    await using collector = await startCollector();
    const before = await read(collector);
    const dry = await collector.putProgram(reworded('Now?', { segments: [] }), { query: '?dryRun=true' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({
      dryRun: true,
      surveys: { 'support-csat': 2, 'relationship-nps': 1 },
      changes: {
        touchpoints: { added: [], removed: [], changed: [] },
        surveys: { added: [], removed: [], changed: ['support-csat'] },
        settings: ['segments'],
      },
    });
    expect(await read(collector)).toEqual({ ...before, headers: expect.anything() });
    const { body } = await collector.post(buildEnvelope({ responses: [buildCsat(4, { version: 2 })] }));
    expect(body.rejected).toMatchObject([{ code: 'version_unknown' }]);
  });

  test.each(['?dryrun=true', '?dryRun=1', '?dryRun', '?dryRun=true&force=true', '?key=x'])(
    'refuses %s, and changes nothing',
    async (query) => {
      await using collector = await startCollector();
      const put = await collector.putProgram(reworded('Now?'), { query });
      expect(put.status).toBe(400);
      expect(put.body.code).toBe('query_invalid');
      expect((await read(collector)).body).toMatchObject(buildProgram());
    },
  );

  describe('with If-Match', () => {
    test('changes what was read, and answers 412 when that has changed', async () => {
      await using collector = await startCollector();
      const tag = (await read(collector)).headers.get('ETag') ?? '';
      expect(tag).toMatch(/^"[^"]+"$/);
      const put = await collector.putProgram(reworded('A?'), { headers: { 'If-Match': tag } });
      expect(put.status).toBe(200);
      const stale = await collector.putProgram(reworded('B?'), { headers: { 'If-Match': tag } });
      expect(stale.status).toBe(412);
      expect(stale.body.code).toBe('program_stale');
      const next = put.headers.get('ETag') ?? '';
      const list = { 'If-Match': `"another", ${next}` };
      expect((await collector.putProgram(reworded('B?'), { headers: list })).status).toBe(200);
    });

    test('of * needs any program at all', async () => {
      await using collector = await startCollector({ program: null });
      const headers = { 'If-Match': '*' };
      expect((await collector.putProgram(buildProgram(), { headers })).status).toBe(412);
      expect((await collector.putProgram(buildProgram())).status).toBe(200);
      expect((await collector.putProgram(buildProgram(), { headers })).status).toBe(200);
    });

    test('lets one of several writers win', async () => {
      await using collector = await startCollector();
      const headers = { 'If-Match': (await read(collector)).headers.get('ETag') ?? '' };
      const replies = await Promise.all(
        ['A?', 'B?', 'C?', 'D?'].map((text) => collector.putProgram(reworded(text), { headers })),
      );
      const statuses = replies.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412]);
    });
  });
});

describe('what any version of the program ever knew is known:', () => {
  test('an old version of a survey, and a removed touchpoint with its survey', async () => {
    await using collector = await startCollector();
    const { touchpoints, surveys, ...rest } = reworded('Now?');
    const { pulse } = touchpoints;
    const { 'relationship-nps': nps, 'support-csat': csat } = surveys;
    if (!pulse || !nps || !csat) throw new Error('the program lacks what this test is about');
    // The text question is gone from the second version, and the first touchpoint with its survey from the third.
    const shorter = { questions: csat.questions.filter(({ id }) => id !== 'why') };
    const second = { ...rest, touchpoints, surveys: { ...surveys, 'support-csat': shorter } };
    expect((await collector.putProgram(second)).body.surveys).toMatchObject({ 'support-csat': 2 });
    await collector.putProgram({ ...rest, touchpoints: { pulse }, surveys: { 'relationship-nps': nps } });

    const answers = [buildAnswer('satisfaction', 4), buildAnswer('why', 'Slow')];
    const { body } = await collector.post(
      buildEnvelope({
        responses: [
          buildCsat(4, { version: 1, answers }),
          buildCsat(4, { version: 2 }),
          buildCsat(4, { version: 2, answers }),
        ],
      }),
    );
    expect(body).toMatchObject({ accepted: 2, rejected: [{ code: 'question_unknown' }] });
    const scores = await collector.counts({ metric: 'csat', by: 'version' });
    expect(scores.body.rows).toMatchObject([
      { group: { version: '1' }, n: 1 },
      { group: { version: '2' }, n: 1 },
    ]);
    const byStage = await collector.counts({ metric: 'csat', by: 'stage' });
    expect(byStage.body.rows).toMatchObject([{ group: { stage: 'support' }, n: 2 }]);
  });
});

describe("the client's view", () => {
  test('holds what a browser needs and nothing else', async () => {
    await using collector = await startCollector();
    await collector.putProgram(reworded('Now?'));
    const { status, headers, body } = await view(collector, { Origin: testOrigin });
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(headers.get('Cache-Control')).toBe('public, max-age=60, stale-while-revalidate=86400');
    expect(headers.get('ETag')).toMatch(/^(W\/)?"[^"]+"$/);
    expect(body).toMatchObject({
      touchpoints: {
        ticket_closed: { survey: 'support-csat', closedUntil: null },
        pulse: { survey: 'relationship-nps', closedUntil: null },
      },
      surveys: {
        'support-csat': { version: 2, questions: [{ id: 'satisfaction', text: 'Now?' }, {}, {}] },
        'relationship-nps': { version: 1 },
      },
    });
    const text = JSON.stringify(body);
    for (const secret of ['segments', 'privacy', 'timezone', 'cells', 'precision', 'stages', 'Ticket closed'])
      expect(text).not.toContain(secret);
  });

  test('is not sent again to who has it', async () => {
    await using collector = await startCollector();
    const tag = (await view(collector)).headers.get('ETag') ?? '';
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`]) {
      const again = await view(collector, { 'If-None-Match': known, Origin: testOrigin });
      expect(again.status).toBe(304);
      expect(again.body).toBe('');
      expect(again.headers.get('ETag')).toBe(tag);
      expect(again.headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
      expect(again.headers.get('Vary')?.split(/, */)).toContain('Origin');
    }
    await collector.putProgram(reworded('Now?'));
    expect((await view(collector, { 'If-None-Match': tag })).status).toBe(200);
  });

  test('is missing before a program is pushed', async () => {
    await using collector = await startCollector({ program: null });
    for (const reply of [await view(collector), await read(collector)])
      expect(reply).toMatchObject({ status: 404, body: { code: 'program_missing' } });
  });

  test.each([
    ['an allowed origin', testOrigin, 200],
    ['a forbidden origin', 'https://elsewhere.example.org', 403],
  ])('can be read by %s as far as it may', async (_what, origin, expected) => {
    await using collector = await startCollector();
    const { status, headers } = await view(collector, { Origin: origin });
    expect(status).toBe(expected);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(headers.get('Vary')?.split(/, */)).toContain('Origin');
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
  });

  test('is not given for another key, and the refusal can be read', async () => {
    await using collector = await startCollector();
    const queries = ['', '?key=', '?key=mp_pub_0123456789abcdefghij', `?key=${collector.secretKey}`];
    for (const query of queries) {
      const { status, headers, body } = await collector.request(`/v1/program${query}`, {
        headers: { Origin: testOrigin },
      });
      expect([status, body.code]).toEqual([401, 'key_unknown']);
      expect(headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
    }
  });
});
