import { randomUUID } from 'node:crypto';
import { buildEnvelope, buildProgram, buildResponse, startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { claim, show } from './claims.fixture.ts';
import { addMoment, openMoments, removeMoment } from './moments.fixture.ts';

const now = '2026-11-22T07:00:00.000Z';
const day = 86_400_000;
const start = (options: object = {}) => startCollector({ now, ...options });

describe('POST /v1/moments', () => {
  test('keeps what a person is to be asked about, for 30 days when nothing else is said', async () => {
    await using collector = await start();
    const facts = { ticketId: 'T-42', minutes: 7, urgent: true };
    const { status, headers, body } = await addMoment(collector, { facts });
    expect(status).toBe(201);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      person: { id: 'u-17' },
      touchpoint: 'ticket_closed',
      facts,
      expires: '2026-12-22T07:00:00.000Z',
    });
    const { person: _person, ...open } = body;
    expect(await openMoments(collector)).toEqual([open]);
    expect(await openMoments(collector, 'u-18')).toEqual([]);
  });

  test('takes the same moment again, and no other by its id', async () => {
    await using collector = await start();
    const moment = { id: randomUUID(), facts: { a: 1, b: 2 }, expires: '2026-12-01T09:00:00+02:00' };
    const first = await addMoment(collector, moment);
    collector.clock.advance(day);
    for (const again of [
      moment,
      { ...moment, id: moment.id.toUpperCase() },
      { ...moment, facts: { b: 2, a: 1 }, expires: '2026-12-01T07:00:00Z' },
      { ...moment, expires: undefined },
      { ...moment, person: { id: 'u-17', account: 'acme' } },
    ]) {
      const { status, body } = await addMoment(collector, again);
      expect([status, body]).toEqual([200, first.body]);
    }
    for (const other of [
      { ...moment, facts: { a: 1 } },
      { ...moment, facts: undefined },
      { ...moment, expires: '2026-12-01T07:00:01Z' },
      { ...moment, person: { id: 'u-18' } },
      { ...moment, touchpoint: 'pulse' },
    ]) {
      const { status, body } = await addMoment(collector, other);
      expect([status, body.code]).toEqual([409, 'moment_conflict']);
      expect(body.detail).toContain(moment.id);
    }
    expect(await openMoments(collector)).toHaveLength(1);
  });

  test.each([
    ['a touchpoint that is not live', { touchpoint: 'ticket_close' }, '/touchpoint', /mean ticket_closed\?$/],
    ['a touchpoint like nothing', { touchpoint: 'constructor' }, '/touchpoint', /push it first$/],
    ['an end in the past', { expires: '2026-11-22T07:00:00Z' }, '/expires', /past/],
    ['an end too far away', { expires: '2027-02-20T07:00:00.001Z' }, '/expires', /at most 90 days ahead/],
    ['an end that is no instant', { expires: 'tomorrow' }, '/expires', /RFC 3339/],
    ['nobody', { person: {} }, '/person/id', /required/],
    ['an id that is no UUID', { id: 'm-1' }, '/id', /UUID/],
    ['a fact that is no scalar', { facts: { a: [] } }, '/facts/a', /./],
    ['a field that is not known', { fact: {} }, '/fact', /not known/],
  ])('refuses %s', async (_what, faulty, path, message) => {
    await using collector = await start();
    const { status, body } = await addMoment(collector, faulty);
    expect([status, body.code]).toEqual([400, 'moment_invalid']);
    expect(body.errors).toMatchObject([{ path, message: expect.stringMatching(message) }]);
    expect(await openMoments(collector)).toEqual([]);
  });

  test('takes the facts that its touchpoint declares, and no others', async () => {
    const { touchpoints } = buildProgram();
    const facts = { ticketId: 'string', queue: ['billing', 'setup'], days: 'number' };
    const declaring = { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], facts } as never };
    const program = buildProgram({ touchpoints: declaring, segments: [] });
    await using collector = await start({ program });
    const right = { ticketId: 'T-42', queue: 'billing', days: 2 };
    expect((await addMoment(collector, { facts: right })).status).toBe(201);
    const wrong = { tiketId: 'T-42', queue: 'sales', days: '2', constructor: 1 };
    const { status, body } = await addMoment(collector, { facts: wrong });
    expect([status, body.code]).toEqual([400, 'moment_invalid']);
    expect(body.errors).toEqual([
      {
        path: '/facts/tiketId',
        message: '"ticket_closed" declares no such fact; did you mean ticketId?',
      },
      { path: '/facts/queue', message: 'must be one of billing, setup' },
      { path: '/facts/days', message: 'must be a number' },
      {
        path: '/facts/constructor',
        message: '"ticket_closed" declares no such fact; leave it out, or declare it in the program',
      },
    ]);
  });

  test('takes an end 90 days ahead', async () => {
    await using collector = await start();
    const { status } = await addMoment(collector, { expires: '2027-02-20T07:00:00Z' });
    expect(status).toBe(201);
  });

  test('refuses what is no JSON object, and what is too large', async () => {
    await using collector = await start();
    for (const text of ['', '[]', '{'])
      expect(await addMoment(collector, text)).toMatchObject({
        status: 400,
        body: { code: 'moment_invalid' },
      });
    expect((await addMoment(collector, ' '.repeat(70_000))).status).toBe(413);
  });

  test('needs a program', async () => {
    await using collector = await start({ program: null });
    expect(await addMoment(collector)).toMatchObject({ status: 404, body: { code: 'program_missing' } });
  });

  test('needs a secret key with the scope moments:write', async () => {
    const [writer, reader] = ['mp_sec_writer0123456789', 'mp_sec_reader0123456789'];
    const keys = { [writer]: ['moments:write'], [reader]: ['scores:read', 'program:write'] };
    await using collector = await start({ keys });
    const { body } = await addMoment(collector, {}, writer);
    for (const [key, status, code] of [
      [reader, 403, 'scope_missing'],
      [collector.publicKey, 401, 'key_unknown'],
      ['', 401, 'key_unknown'],
    ] as const) {
      expect(await addMoment(collector, {}, key)).toMatchObject({ status, body: { code } });
      expect(await removeMoment(collector, body.id, key)).toMatchObject({ status, body: { code } });
    }
    expect((await removeMoment(collector, body.id, writer)).status).toBe(204);
  });
});

describe('DELETE /v1/moments/:id', () => {
  test('calls a moment off, once', async () => {
    await using collector = await start();
    const { body } = await addMoment(collector);
    await addMoment(collector, { touchpoint: 'pulse' });
    const gone = await removeMoment(collector, body.id.toUpperCase());
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect(await removeMoment(collector, body.id)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect((await openMoments(collector)).map(({ touchpoint }) => touchpoint)).toEqual(['pulse']);
  });

  test('keeps a late repetition from bringing it back, until it would have expired', async () => {
    await using collector = await start();
    const moment = { id: randomUUID(), expires: '2026-11-24T00:00:00Z' };
    await addMoment(collector, moment);
    await removeMoment(collector, moment.id);
    const { status, body } = await addMoment(collector, moment);
    expect([status, body.code]).toEqual([409, 'moment_conflict']);
    expect(body.detail).toBe(`moment ${moment.id} was deleted; give another id to ask all the same`);
    expect(await openMoments(collector)).toEqual([]);
    expect((await addMoment(collector, { ...moment, id: randomUUID() })).status).toBe(201);
    collector.clock.advance(3 * day);
    const again = { ...moment, expires: '2026-11-30T00:00:00Z' };
    expect((await addMoment(collector, again)).status).toBe(201);
  });

  test.each([randomUUID(), '__proto__', '%00', '..%2f..', "';--"])('finds no moment %s', async (id) => {
    await using collector = await start();
    expect((await removeMoment(collector, id)).status).toBe(404);
  });

  test('finds none that has expired', async () => {
    await using collector = await start();
    const { body } = await addMoment(collector, { expires: '2026-11-22T08:00:00Z' });
    collector.clock.set('2026-11-22T08:00:00Z');
    expect((await removeMoment(collector, body.id)).status).toBe(404);
  });
});

describe('an open moment', () => {
  test('comes with every answer to a claim, as things were before it', async () => {
    await using collector = await start();
    await addMoment(collector);
    const granted = await claim(collector);
    expect(granted.body).toMatchObject({ ask: true, moments: [{ touchpoint: 'ticket_closed' }] });
    const refused = await claim(collector, { touchpoint: 'pulse' });
    expect(refused.body).toMatchObject({ ask: false, moments: [{ touchpoint: 'ticket_closed' }] });
    const unknown = await claim(collector, { touchpoint: 'nothing' });
    expect(unknown.body).toMatchObject({ ask: false, moments: [{ touchpoint: 'ticket_closed' }] });
  });

  test('comes in the order of priority, then of age', async () => {
    const { touchpoints } = buildProgram();
    const ask = { priority: 6 };
    await using collector = await start({
      program: buildProgram({
        touchpoints: { ...touchpoints, pulse: { ...touchpoints['pulse'], ask } as never },
      }),
    });
    for (const [touchpoint, nth] of [
      ['ticket_closed', 1],
      ['pulse', 2],
      ['ticket_closed', 3],
      ['pulse', 4],
    ] as const)
      await addMoment(collector, { touchpoint, facts: { nth } });
    expect((await openMoments(collector)).map(({ facts }) => facts?.['nth'])).toEqual([2, 4, 1, 3]);
  });

  test('is there until it expires', async () => {
    await using collector = await start();
    await addMoment(collector, { expires: '2026-11-22T08:00:00Z' });
    collector.clock.set('2026-11-22T07:59:59.999Z');
    expect(await openMoments(collector)).toHaveLength(1);
    collector.clock.advance(1);
    expect(await openMoments(collector)).toEqual([]);
  });

  test('is there until its person is shown its touchpoint', async () => {
    await using collector = await start();
    await show(collector);
    collector.clock.advance(60_000);
    await addMoment(collector);
    collector.clock.advance(60_000);
    await show(collector, { touchpoint: 'pulse', survey: 'relationship-nps' });
    await show(collector, {}, { id: 'u-18' });
    expect(await openMoments(collector)).toHaveLength(1);
    await show(collector);
    expect(await openMoments(collector)).toEqual([]);
  });

  test('is over for a device, too, whose clock is a little slow', async () => {
    await using collector = await start();
    await addMoment(collector);
    collector.clock.advance(60_000);
    const slow = '2026-11-22T06:57:00.000Z';
    await collector.post(
      buildEnvelope({ sent: slow, person: { id: 'u-17' }, responses: [buildResponse({ shown: slow })] }),
    );
    expect(await openMoments(collector)).toEqual([]);
  });

  test('outlives a prompt of before that is reported late', async () => {
    await using collector = await start();
    await addMoment(collector);
    await show(collector, { shown: '2026-11-22T06:00:00.000Z' });
    expect(await openMoments(collector)).toHaveLength(1);
  });

  test('that was asked about stays so when it is sent again', async () => {
    await using collector = await start();
    const moment = { id: randomUUID() };
    await addMoment(collector, moment);
    await show(collector);
    expect((await addMoment(collector, moment)).status).toBe(200);
    expect(await openMoments(collector)).toEqual([]);
  });

  test('waits while its touchpoint is not live', async () => {
    await using collector = await start();
    await addMoment(collector, { touchpoint: 'pulse' });
    const { pulse: _pulse, ...touchpoints } = buildProgram().touchpoints;
    await collector.putProgram(buildProgram({ touchpoints }));
    expect(await openMoments(collector)).toEqual([]);
    await collector.putProgram(buildProgram());
    expect(await openMoments(collector)).toHaveLength(1);
  });

  test('gives way to a new one where a person has 20', async () => {
    await using collector = await start();
    for (let nth = 0; nth < 21; nth++)
      expect((await addMoment(collector, { facts: { nth } })).status).toBe(201);
    await addMoment(collector, { person: { id: 'u-18' } });
    const open = await openMoments(collector);
    expect(open.map(({ facts }) => facts?.['nth'])).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
  });
});
