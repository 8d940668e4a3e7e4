import { randomUUID } from 'node:crypto';
import { buildEnvelope, buildProgram, buildResponse, startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { claim, postClaim, show, told } from './claims.fixture.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The program with what is asked of `ticket_closed`, or of all touchpoints. */
const program = (ask: object, governor: object = {}) => {
  const { touchpoints } = buildProgram();
  return buildProgram({
    touchpoints: { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], ask } as never },
    governor,
  });
};

describe('a claim', () => {
  test('is granted to somebody who was not asked before', async () => {
    await using collector = await startCollector();
    const { status, headers, body } = await claim(collector);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(body).toEqual({ ask: true, moments: [] });
  });

  test('keeps every other prompt of the person away, and says until when', async () => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00.000Z' });
    await claim(collector);
    expect((await claim(collector, { touchpoint: 'pulse' })).body).toEqual({
      ask: false,
      reason: 'quiet_period',
      until: '2026-11-29T07:00:00.000Z',
      moments: [],
    });
    expect((await claim(collector)).body).toMatchObject({
      reason: 'repeat',
      until: '2027-02-20T07:00:00.000Z',
    });
    expect((await claim(collector, { person: { id: 'u-18' } })).body).toMatchObject({ ask: true });
  });

  test('is granted again to who sends it again, and to nobody else', async () => {
    await using collector = await startCollector();
    const response = randomUUID();
    const same = { response: response.toUpperCase() };
    expect(told([await claim(collector, { response }), await claim(collector, same)])).toEqual([true, true]);
    expect((await claim(collector)).body.ask).toBe(false);
    expect((await claim(collector, same)).body.ask).toBe(true);
    for (const [field, other] of [
      ['person', { person: { id: 'u-18' } }],
      ['touchpoint', { touchpoint: 'pulse' }],
    ] as const) {
      const { status, body } = await claim(collector, { response, ...other });
      expect([status, body.code]).toEqual([409, 'response_conflict']);
      expect(body.detail).toBe(`response ${response} is of another ${field}; make a new id for every prompt`);
    }
  });

  test('lapses after two minutes without its showing', async () => {
    await using collector = await startCollector();
    const first = randomUUID();
    await claim(collector, { response: first });
    collector.clock.advance(2 * minute - 1);
    expect((await claim(collector)).body.ask).toBe(false);
    collector.clock.advance(1);
    expect((await claim(collector)).body.ask).toBe(true);
    expect((await claim(collector, { response: first })).body.ask).toBe(false);
  });

  test('that has lapsed may be made again', async () => {
    await using collector = await startCollector();
    const response = randomUUID();
    await claim(collector, { response });
    collector.clock.advance(2 * minute);
    expect((await claim(collector, { response })).body.ask).toBe(true);
    expect((await claim(collector)).body.ask).toBe(false);
  });

  test('whose prompt was shown does not lapse, and is always granted again', async () => {
    await using collector = await startCollector();
    const response = randomUUID();
    await claim(collector, { response });
    await show(collector, { id: response });
    collector.clock.advance(3 * minute);
    expect((await claim(collector)).body).toMatchObject({ ask: false, reason: 'repeat' });
    expect((await claim(collector, { response })).body.ask).toBe(true);
    const conflict = await claim(collector, { response, person: { id: 'u-18' } });
    expect([conflict.status, conflict.body.code]).toEqual([409, 'response_conflict']);
  });

  test('counts once, also while its prompt is shown already', async () => {
    const budget = { prompts: 2, within: '30d' };
    await using collector = await startCollector({ program: program({}, { quietPeriod: '0s', budget }) });
    const response = randomUUID();
    await claim(collector, { response });
    await show(collector, { id: response });
    expect(told([await claim(collector, { touchpoint: 'pulse' })])).toEqual([true]);
  });

  test('of a touchpoint that the live program lacks is refused', async () => {
    await using collector = await startCollector();
    for (const touchpoint of ['tickt_closed', 'constructor', '__proto__'])
      expect((await claim(collector, { touchpoint })).body).toEqual({
        ask: false,
        reason: 'touchpoint_unknown',
        until: null,
        moments: [],
      });
    const { pulse: _pulse, ...touchpoints } = buildProgram().touchpoints;
    await collector.putProgram(buildProgram({ touchpoints }));
    expect((await claim(collector, { touchpoint: 'pulse' })).body).toMatchObject({
      reason: 'touchpoint_unknown',
    });
  });

  test('is refused before there is a program', async () => {
    await using collector = await startCollector({ program: null });
    const { status, body } = await claim(collector);
    expect(status).toBe(200);
    expect(body).toEqual({ ask: false, reason: 'touchpoint_unknown', until: null, moments: [] });
  });

  test('without a touchpoint and a response asks for nothing, and is no prompt', async () => {
    await using collector = await startCollector();
    const alone = { key: collector.publicKey, person: { id: 'u-17' } };
    expect((await postClaim(collector, alone)).body).toEqual({
      ask: false,
      reason: null,
      until: null,
      moments: [],
    });
    expect((await claim(collector)).body.ask).toBe(true);
  });

  test.each([
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    ' ',
    "'; drop table claims; --",
    'u'.repeat(200),
  ])('is a matter of the person %j alone', async (name) => {
    await using collector = await startCollector();
    const person = { id: name, account: name };
    expect(told([await claim(collector, { person }), await claim(collector, { person })])).toEqual([
      true,
      'repeat',
    ]);
    expect((await claim(collector)).body.ask).toBe(true);
  });
});

describe('what all devices of a person reported decides:', () => {
  test('a prompt that was shown on another one', async () => {
    await using collector = await startCollector();
    await show(collector, { shown: '2026-11-20T07:00:00.000Z' });
    expect((await claim(collector, { touchpoint: 'pulse' })).body).toMatchObject({
      reason: 'quiet_period',
      until: '2026-11-27T07:00:00.000Z',
    });
  });

  test('when it was shown, by the corrected clock', async () => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00.000Z' });
    // A year behind; shown an hour before it was sent.
    await collector.post(
      buildEnvelope({
        sent: '2025-11-22T07:00:00.000Z',
        person: { id: 'u-17' },
        responses: [buildResponse({ shown: '2025-11-22T06:00:00.000Z' })],
      }),
    );
    expect((await claim(collector, { touchpoint: 'pulse' })).body).toMatchObject({
      until: '2026-11-29T06:00:00.000Z',
    });
  });

  test.each([
    ['closed', '2026-12-20T07:00:00.000Z'],
    ['later', '2026-12-20T07:00:00.000Z'],
    ['timeout', '2027-02-20T07:00:00.000Z'],
    ['superseded', '2027-02-20T07:00:00.000Z'],
  ] as const)('that it was dismissed as %s', async (reason, until) => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00.000Z' });
    await show(collector, { dismissed: { at: '2026-11-22T07:00:00.000Z', reason } });
    expect((await claim(collector)).body).toMatchObject({ reason: 'repeat', until });
  });

  test('that it was answered in the end', async () => {
    await using collector = await startCollector({ now: '2026-11-22T07:00:00.000Z' });
    const at = '2026-11-22T07:00:00.000Z';
    await show(collector, { dismissed: { at, reason: 'closed' }, completed: at });
    expect((await claim(collector)).body).toMatchObject({ until: '2027-02-20T07:00:00.000Z' });
  });

  test('whose it became', async () => {
    await using collector = await startCollector();
    const id = randomUUID();
    await show(collector, { id }, {});
    expect((await claim(collector, { response: id })).body.ask).toBe(true);
    await show(collector, { id }, { id: 'u-17' });
    expect((await claim(collector)).body).toMatchObject({ reason: 'repeat' });
  });

  test('how many there were of all touchpoints', async () => {
    const budget = { prompts: 2, within: '30d' };
    const governor = { quietPeriod: '1d', budget };
    await using collector = await startCollector({ program: program({ repeatAfter: '1d' }, governor) });
    for (const shown of ['2026-11-01T07:00:00.000Z', '2026-11-10T07:00:00.000Z'])
      await show(collector, { shown });
    expect((await claim(collector, { touchpoint: 'pulse' })).body).toMatchObject({
      reason: 'quiet_period',
      until: '2026-12-01T07:00:00.000Z',
    });
  });
});

describe('every gate of the program is tried:', () => {
  test.each([
    ['paused', { paused: true }, null],
    ['schedule', { schedule: { from: '2026-12-01' } }, '2026-12-01T00:00:00.000Z'],
    ['schedule', { schedule: { to: '2026-11-22' } }, null],
    ['audience', { audience: { plan: ['pro'] } }, null],
    ['sample', { sample: 0 }, null],
  ])('%s of %j', async (reason, ask, until) => {
    await using collector = await startCollector({ program: program(ask) });
    expect((await claim(collector)).body).toMatchObject({ ask: false, reason, until });
  });

  test('with the traits that the claim tells', async () => {
    await using collector = await startCollector({ program: program({ audience: { plan: ['pro'] } }) });
    const person = { id: 'u-17', traits: { plan: 'pro' } };
    expect((await claim(collector, { person })).body.ask).toBe(true);
  });

  test('with the dates of its own zone', async () => {
    const { touchpoints } = program({ schedule: { from: '2026-11-23' } });
    const timezone = 'Asia/Tokyo';
    await using collector = await startCollector({
      now: '2026-11-22T14:59:59.999Z',
      program: buildProgram({ touchpoints, timezone }),
    });
    expect((await claim(collector)).body).toMatchObject({ until: '2026-11-22T15:00:00.000Z' });
    collector.clock.advance(1);
    expect((await claim(collector)).body.ask).toBe(true);
  });

  test('with an end beyond the calendar, which is not told', async () => {
    const ask = { sample: 0.003, redrawAfter: '999999d' };
    await using collector = await startCollector({ program: program(ask) });
    for (let nth = 0; nth < 50; nth++) {
      const { status, body } = await claim(collector, { person: { id: `u-${nth}` } });
      expect(status).toBe(200);
      if (!body.ask) expect(body.until).toSatisfy((until) => until === null || /^\d{4}-/.test(until));
    }
  });

  test('with the program as it is now', async () => {
    await using collector = await startCollector({ program: program({ paused: true }) });
    expect(told([await claim(collector)])).toEqual(['paused']);
    await collector.putProgram(buildProgram());
    expect(told([await claim(collector)])).toEqual([true]);
    collector.clock.advance(7 * day);
    expect(told([await claim(collector, { touchpoint: 'pulse' })])).toEqual([true]);
  });
});
