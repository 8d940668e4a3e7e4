import type { ProgramInput } from '@milepost/protocol';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxOptions, Placement } from './api.ts';
import {
  chunks,
  claimsMade,
  newPage,
  options,
  programWith,
  prompts,
  statesSent,
  viewOf,
} from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, ok, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const into = { stands: 'for an element' } as unknown as Element;
let ports: FakePorts;

beforeEach(async () => {
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(viewOf(programWith())) : stored) });
  await newPage();
});

function client(document: ProgramInput = programWith(), more: Partial<CxOptions> = {}) {
  ports.answer = (method) => (method === 'get' ? ok(viewOf(document)) : stored);
  return createClient<string>({ ...options, ...more }, ports);
}

/** Opens a touchpoint in the page, and lets it come up. */
async function opened(cx: ReturnType<typeof client>, touchpoint = 'talk', more: Partial<Placement> = {}) {
  const outcome = cx.open(touchpoint, { into, ...more });
  await ports.pass(0);
  return outcome;
}
const history = () => ports.device.get('mp:89abcdef:h:0.5');

describe('open', () => {
  test('draws in its place at once, without a claim, and is recorded when half of it is in view', async () => {
    const outcome = client().open('talk', { into, facts: { ticketId: 'T-42' } });
    await ports.pass(0);
    expect(prompts[0]?.mounting).toMatchObject({ into, locale: 'en' });
    expect(statesSent(ports)).toEqual([]);
    await ports.pass(9_000);
    ports.see();
    await ports.pass(0);
    const [state] = statesSent(ports);
    expect(state).toMatchObject({
      channel: 'inline',
      sample: 1,
      shown: '2026-11-22T07:00:09.000Z',
      facts: { ticketId: 'T-42' },
    });
    expect(claimsMade(ports)).toEqual([]);
    prompts[0]?.session.answer(4);
    prompts[0]?.session.answer(null);
    expect(await outcome).toEqual({ status: 'completed', answers: { how: 4 } });
  });

  test('is recorded once, when it is answered before half of it was in view', async () => {
    void client().open('talk', { into });
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    ports.see();
    await ports.pass(0);
    expect(new Set(statesSent(ports).map(({ id, shown }) => `${id} ${shown}`)).size).toBe(1);
    expect(statesSent(ports).at(-1)).toMatchObject({ answers: [{ question: 'how', value: 4 }] });
  });

  test('is remembered only once it was answered', async () => {
    const cx = client();
    void cx.open('talk', { into });
    await ports.pass(0);
    ports.see();
    prompts[0]?.session.dismiss('closed');
    expect(history()).toBeNull();
    void cx.open('talk', { into });
    await ports.pass(0);
    ports.see();
    prompts[1]?.session.answer(4);
    expect(history()).toEqual([{ touchpoint: 'talk', shown: ports.now() }]);
  });

  test('that is closed before anybody saw it leaves nothing behind', async () => {
    const cx = client();
    const before = ports.listening();
    const outcome = cx.open('talk', { into });
    await ports.pass(0);
    const waiting = ports.listening();
    cx.close();
    expect(await outcome).toMatchObject({ status: 'dismissed', reason: 'superseded' });
    expect(ports.listening()).toBeLessThan(waiting);
    ports.see();
    await ports.pass(0);
    expect(statesSent(ports)).toEqual([]);
    expect(before).toBe(0);
  });

  test('asks where prompts would be too many', async () => {
    const cx = client(programWith({ sample: 0, delay: '0s' }));
    for (let time = 0; time < 3; time++) {
      const outcome = cx.open('ticket_closed', { into });
      await ports.pass(0);
      prompts[time]?.session.answer(4);
      expect(await outcome).toMatchObject({ status: 'completed' });
    }
  });

  test('stands beside a prompt, and a prompt comes up over it', async () => {
    const cx = client();
    void cx.trigger('launch');
    await ports.pass(0);
    void cx.open('talk', { into });
    await ports.pass(0);
    expect(prompts.map(({ mounting }) => mounting.into)).toEqual([undefined, into]);
    expect((await cx.explain('launch')).gates.at(-1)).toMatchObject({ gate: 'busy', open: false });
    prompts[0]?.session.answer(4);
    expect((await cx.explain('launch')).gates.at(-1)).toMatchObject({ gate: 'busy', open: true });
  });

  test.each<[string, Parameters<typeof programWith>[0]]>([
    ['paused', { paused: true, sample: 0 }],
    ['schedule', { schedule: { from: '2027-01-01' }, sample: 0 }],
    ['audience', { audience: { plan: { in: ['pro'] } }, sample: 0 }],
  ])('asks nobody where the program says %s', async (reason, ask) => {
    const cx = client(programWith(ask));
    const told = vi.fn();
    cx.on('not_asked', told);
    expect(await opened(cx, 'ticket_closed')).toEqual({ status: 'not_asked', reason, answers: {} });
    expect(told).toHaveBeenCalledExactlyOnceWith({ touchpoint: 'ticket_closed', reason });
  });

  test('of a touchpoint that the program does not know failed, and loads nothing for it', async () => {
    expect(await opened(client(), 'constructor')).toMatchObject({
      status: 'failed',
      reason: 'touchpoint_unknown',
    });
    expect(chunks.started).toBe(0);
  });

  test.each([null, undefined, {}])('without a place failed: %j', async (placement) => {
    const outcome = client().open('talk', (placement && { into: null, ...placement }) as never);
    await ports.pass(0);
    expect(await outcome).toMatchObject({ status: 'failed' });
    expect(prompts).toHaveLength(0);
  });

  test('is never another person’s: not shown once somebody else has come', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const outcome = cx.open('talk', { into, facts: { ticketId: 'T-42' } });
    cx.identify({ id: 'two' });
    await ports.pass(0);
    expect(await outcome).toMatchObject({ status: 'not_asked', reason: 'person_changed' });
    expect(prompts).toHaveLength(0);
  });
});

describe('the signal of open', () => {
  test('takes the survey away, as recorded as it was', async () => {
    const going = new AbortController();
    const outcome = client().open('talk', { into, signal: going.signal });
    await ports.pass(0);
    ports.see();
    prompts[0]?.session.answer(4);
    going.abort();
    expect(await outcome).toEqual({ status: 'dismissed', reason: 'superseded', answers: { how: 4 } });
    expect(prompts[0]?.session.current).toBeNull();
  });

  test('that was given before keeps it away', async () => {
    const outcome = client().open('talk', { into, signal: AbortSignal.abort() });
    await ports.pass(0);
    expect(await outcome).toMatchObject({ status: 'not_asked', reason: 'closed' });
    expect(prompts).toHaveLength(0);
  });

  test('that comes while the survey is on its way keeps it away', async () => {
    const going = new AbortController();
    chunks.arrive = new Promise((arrived) => ports.after(500, arrived));
    const outcome = client().open('talk', { into, signal: going.signal });
    await ports.pass(100);
    going.abort();
    await ports.pass(500);
    expect(await outcome).toMatchObject({ status: 'not_asked', reason: 'closed' });
    expect(prompts).toHaveLength(0);
  });
});
