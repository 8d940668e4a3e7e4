import type { OpenMoment } from '@milepost/protocol';
import { beforeEach, describe, expect, test, vi } from 'vitest';
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
import { type FakePorts, fakePorts, memoryStorage, ok, status, stored } from './ports/fake-ports.fixture.ts';
import type { Reply } from './sending/sending-ports.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const person = { id: 'u-17' };
const visit = { key: options.key, person: { id: 'u-17', traits: {} } };
const momentOf = (touchpoint: string, facts?: Record<string, string>): OpenMoment => ({
  id: '6f1c2b1e-5f0e-4a52-9a3c-2d6b7c1f0a42',
  touchpoint,
  ...(facts && { facts }),
  expires: '2026-12-22T07:00:00.000Z',
});

let ports: FakePorts;
let view: ReturnType<typeof viewOf>;
/** The open moments by person; a reply of its own where nothing tells. */
let open: Record<string, OpenMoment[] | Reply | Promise<Reply>>;

function answerToClaim() {
  const { person, touchpoint } = claimsMade(ports).at(-1) as { person: { id: string }; touchpoint?: string };
  const told = open[person.id] ?? [];
  if (!Array.isArray(told)) return told;
  return ok({ ask: touchpoint !== undefined, reason: null, until: null, moments: told });
}

beforeEach(async () => {
  view = { ...viewOf(programWith()), moments: true };
  open = { 'u-17': [momentOf('ticket_closed', { ticketId: 'T-42' })] };
  ports = fakePorts({
    answer: (method, url) => {
      if (method === 'get') return ok(view);
      return url.endsWith('/v1/claims') ? answerToClaim() : stored;
    },
  });
  await newPage();
});

/** A page of its own in this tab, whose reader is known, when it has nothing better to do. */
async function openPage(reader: object = person) {
  const cx = createClient<string>(options, ports);
  cx.identify(reader as typeof person);
  ports.idle();
  await ports.pass(0);
  return cx;
}
const visits = () => claimsMade(ports).filter((claim) => !('touchpoint' in claim));

describe('a visit', () => {
  test('asks about what happened meanwhile, with its facts, after the delay and a claim', async () => {
    await openPage();
    expect(claimsMade(ports)).toEqual([visit]);
    await ports.pass(999);
    expect(prompts).toHaveLength(0);
    await ports.pass(1);
    expect(prompts).toHaveLength(1);
    expect(claimsMade(ports).at(-1)).toMatchObject({ touchpoint: 'ticket_closed', person });
    expect(statesSent(ports)).toMatchObject([
      { touchpoint: 'ticket_closed', facts: { ticketId: 'T-42' }, person },
    ]);
  });

  test('waits until the page is idle', async () => {
    const cx = createClient<string>(options, ports);
    cx.identify(person);
    await ports.pass(60_000);
    expect([...ports.gets, ...ports.posts]).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>]>([
    [
      'the program has no moments',
      () => {
        const { moments: _moments, ...none } = view;
        view = none;
        return openPage();
      },
    ],
    ['nobody is known', () => openPage({ traits: { plan: 'pro' } })],
    ['the id is empty', () => openPage({ id: '' })],
    [
      'the person left before the page was idle',
      async () => {
        const cx = createClient<string>(options, ports);
        cx.identify(person);
        cx.reset();
        ports.idle();
      },
    ],
    [
      'the client was destroyed before',
      async () => {
        const cx = createClient<string>(options, ports);
        cx.identify(person);
        ports.idle();
        cx.destroy();
      },
    ],
    [
      'a program drives the browser',
      () => {
        Object.assign(ports, { automated: true });
        return openPage();
      },
    ],
  ])('asks and loads nothing when %s', async (_, happen) => {
    await happen();
    await ports.pass(1_000);
    expect(chunks.started).toBe(0);
    expect(ports.posts).toEqual([]);
  });

  test('asks once, however often the host says who is there, and on later pages of the session', async () => {
    open = {};
    const cx = await openPage();
    cx.identify({ ...person });
    ports.idle();
    await ports.pass(0);
    await newPage();
    await openPage();
    expect(visits()).toEqual([visit]);
    expect(chunks.started).toBe(0);
  });

  test('asks again in another session, and for another person', async () => {
    open = {};
    const cx = await openPage();
    cx.identify({ id: 'u-18' });
    ports.idle();
    await ports.pass(0);
    ports.session = memoryStorage();
    await openPage();
    expect(visits().map((claim) => (claim['person'] as { id: string }).id)).toEqual(['u-17', 'u-18', 'u-17']);
  });

  test('that is cut short by leaving the page goes on at the next', async () => {
    await openPage();
    await ports.pass(500);
    await newPage();
    await openPage();
    expect(visits()).toHaveLength(2);
  });

  test.each<[string, Reply]>([
    ['nothing', status(0)],
    ['an error', status(503)],
    ['no answer of ours', ok({ moments: 'none' })],
  ])('that gets %s asks nobody, and is made again at the next page', async (_, reply) => {
    open = { 'u-17': reply };
    await openPage();
    await ports.pass(1_000);
    expect(prompts).toHaveLength(0);
    await newPage();
    await openPage();
    expect(visits()).toHaveLength(2);
  });

  test('that met another prompt is made again, and nothing else is left out', async () => {
    open = { 'u-17': [momentOf('launch', { nth: 'first' }), momentOf('nobody')] };
    const cx = createClient<string>(options, ports);
    const told: string[] = [];
    cx.on('not_asked', ({ touchpoint, reason }) => told.push(`${touchpoint} ${reason}`));
    void cx.trigger('ticket_closed');
    await ports.pass(0);
    cx.identify({ id: 'u-17' });
    ports.idle();
    await ports.pass(0);
    expect(told).toEqual(['launch busy', 'nobody sample']);
    await ports.pass(1_000);
    cx.identify({ id: 'u-17' });
    ports.idle();
    await ports.pass(0);
    expect(visits()).toHaveLength(2);
  });

  test('has more patience than a prompt', async () => {
    const late = ok({ ask: false, reason: null, until: null, moments: [momentOf('launch')] });
    open = { 'u-17': new Promise((answer) => ports.after(5_000, () => answer(late))) };
    await openPage();
    open = {};
    await ports.pass(5_000);
    expect(statesSent(ports)).toMatchObject([{ touchpoint: 'launch' }]);
  });
});

describe('the open moments', () => {
  test('are tried in order, each told by the usual events, until one is shown', async () => {
    open = { 'u-17': [momentOf('nobody'), momentOf('gone'), momentOf('launch', { nth: 'third' })] };
    const cx = createClient<string>(options, ports);
    const told: string[] = [];
    for (const name of ['not_asked', 'failed', 'shown'] as const)
      cx.on(name, ({ touchpoint, reason }) => told.push(`${name} ${touchpoint} ${reason}`));
    cx.identify(person);
    ports.idle();
    await ports.pass(0);
    expect(told).toEqual([
      'not_asked nobody sample',
      'failed gone touchpoint_unknown',
      'shown launch undefined',
    ]);
    expect(statesSent(ports)).toMatchObject([{ facts: { nth: 'third' } }]);
  });

  test('wait for one that is shown, and are then for the governor to decide', async () => {
    open = { 'u-17': [momentOf('launch'), momentOf('ticket_closed')] };
    const cx = createClient<string>(options, ports);
    const refused = vi.fn();
    cx.on('not_asked', refused);
    cx.identify(person);
    ports.idle();
    await ports.pass(1_000);
    expect(refused).not.toHaveBeenCalled();
    prompts[0]?.session.answer(4);
    await ports.pass(0);
    expect(refused).toHaveBeenCalledWith({ touchpoint: 'ticket_closed', reason: 'quiet_period' });
    expect(prompts).toHaveLength(1);
  });

  test('are nobody else’s: not asked for after the person has left', async () => {
    const late = ok({ ask: false, reason: null, until: null, moments: [momentOf('launch')] });
    open = { 'u-17': new Promise((answer) => ports.after(500, () => answer(late))) };
    const cx = await openPage();
    cx.identify({ id: 'u-18' });
    ports.idle();
    await ports.pass(1_000);
    expect(visits()).toHaveLength(2);
    expect(prompts).toHaveLength(0);
    expect(statesSent(ports)).toEqual([]);
  });
});

describe('the program', () => {
  test('is asked for anew when a session begins, and may be a kept one afterwards', async () => {
    await openPage();
    await openPage();
    ports.session = memoryStorage();
    await openPage();
    expect(ports.cached).toEqual(['no-cache', 'default', 'no-cache']);
  });
});
