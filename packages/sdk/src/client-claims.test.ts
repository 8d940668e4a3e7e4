import { beforeEach, describe, expect, test, vi } from 'vitest';
import { claimsMade, newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, memoryStorage, ok, status, stored } from './ports/fake-ports.fixture.ts';
import type { Reply } from './sending/sending-ports.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));
/** What the words of the prompt wait for. */
let loading: Promise<unknown> = Promise.resolve();
vi.mock('./load-seldom.ts', async (original) => {
  const { loadSeldom } = await original<typeof import('./load-seldom.ts')>();
  return { loadSeldom: () => loading.then(loadSeldom) };
});

const person = { id: 'u-17', account: 'acme', traits: { plan: 'pro' } };
const granted = ok({ ask: true, moments: [] });
const refused = (reason: string) => ok({ ask: false, reason, until: null, moments: [] });

let ports: FakePorts;
/** What a claim is answered. */
let word: () => Reply | Promise<Reply>;
let view: ReturnType<typeof viewOf>;

beforeEach(async () => {
  loading = Promise.resolve();
  view = viewOf(programWith());
  word = () => granted;
  ports = fakePorts({
    answer: (method, url) => (method === 'get' ? ok(view) : url.endsWith('/v1/claims') ? word() : stored),
  });
  await newPage();
});

function clientOf(known: typeof person | null = person) {
  const cx = createClient<string>(options, ports);
  if (known) cx.identify(known);
  return cx;
}

describe('a claim', () => {
  test('is made after the delay, for the response that is shown', async () => {
    void clientOf().trigger('ticket_closed');
    await ports.pass(999);
    expect(claimsMade(ports)).toEqual([]);
    await ports.pass(1);
    expect(prompts).toHaveLength(1);
    const [state] = statesSent(ports);
    expect(claimsMade(ports)).toEqual([
      { key: options.key, person, touchpoint: 'ticket_closed', response: state?.['id'] },
    ]);
    expect(state).toMatchObject({ person, shown: '2026-11-22T07:00:01.000Z' });
  });

  test('and the response carry the signed word of the host', async () => {
    const proven = { ...person, proof: `${'h'.repeat(40)}.${'p'.repeat(400)}.${'s'.repeat(43)}` };
    void clientOf(proven).trigger('launch');
    await ports.pass(0);
    expect(claimsMade(ports)).toMatchObject([{ person: proven }]);
    expect(statesSent(ports)).toMatchObject([{ person: proven }]);
  });

  test('does not wait for the words of the prompt', async () => {
    const words = Promise.withResolvers<void>();
    loading = words.promise;
    // A text that repeats something needs more than the rest.
    const question = { id: 'how', type: 'csat' as const, text: 'How was {{fact:what|it}}?' };
    Object.assign(view.surveys['csat'] ?? {}, { questions: [question] });
    void clientOf().trigger('launch');
    await ports.pass(0);
    expect(claimsMade(ports)).toHaveLength(1);
    expect(prompts).toHaveLength(0);
    words.resolve();
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
  });

  test('that is refused is the reason why nobody was asked', async () => {
    word = () => refused('quiet_period');
    const cx = clientOf();
    const heard = vi.fn();
    cx.on('not_asked', heard);
    const outcome = cx.trigger('launch');
    await ports.pass(0);
    expect(await outcome).toEqual({ status: 'not_asked', reason: 'quiet_period', answers: {} });
    expect(heard).toHaveBeenCalledWith({ touchpoint: 'launch', reason: 'quiet_period' });
    expect(prompts).toHaveLength(0);
    expect(statesSent(ports)).toEqual([]);
    expect(await cx.explain('launch')).toMatchObject({ ask: true });
  });

  test('for a touchpoint that is no longer there says that something failed', async () => {
    word = () => refused('touchpoint_unknown');
    const outcome = clientOf().trigger('launch');
    await ports.pass(0);
    expect(await outcome).toMatchObject({ status: 'failed', reason: 'touchpoint_unknown' });
  });

  test('that is answered too late is given up, and the page decides by itself', async () => {
    word = () => new Promise((answer) => ports.after(900, () => answer(refused('quiet_period'))));
    void clientOf().trigger('launch');
    await ports.pass(799);
    expect(prompts).toHaveLength(0);
    await ports.pass(1);
    expect(prompts).toHaveLength(1);
    await ports.pass(100);
    expect(prompts[0]?.session.current).not.toBeNull();
    expect(statesSent(ports)).toMatchObject([{ shown: '2026-11-22T07:00:00.800Z' }]);
  });

  test('that is answered just in time counts', async () => {
    word = () => new Promise((answer) => ports.after(799, () => answer(refused('quota'))));
    const outcome = clientOf().trigger('launch');
    await ports.pass(799);
    expect(await outcome).toMatchObject({ status: 'not_asked', reason: 'quota' });
  });

  test.each<[string, Reply]>([
    ['nothing', status(0)],
    ['an error of the collector', status(503)],
    ['a refusal of the request', { ...refused('quota'), status: 400 }],
    ['no JSON', ok(null)],
    ['a list', ok([])],
    ['a text', ok('ask')],
    ['what another server says to everything', ok({ ask: false, reason: 'quota' })],
    ['a refusal without a reason', ok({ ask: false, reason: null, until: null, moments: [] })],
  ])('that gets %s leaves the decision to the page', async (_, reply) => {
    word = () => reply;
    void clientOf().trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
  });

  test.each<[string, object | null]>([
    ['nobody', null],
    ['somebody without an id', { traits: { plan: 'pro' } }],
    ['an empty id', { id: '' }],
  ])('is not made for %s', async (_, guest) => {
    void clientOf(guest as typeof person | null).trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
    expect(claimsMade(ports)).toEqual([]);
    expect(statesSent(ports)[0]?.['person'] ?? {}).not.toHaveProperty('id');
  });

  test('is not made where the page knows already that nobody may be asked', async () => {
    const cx = clientOf();
    expect(await cx.trigger('nobody')).toMatchObject({ reason: 'sample' });
    const undrawable = cx.trigger('undrawable');
    await ports.pass(0);
    expect(await undrawable).toMatchObject({ reason: 'unsupported' });
    expect(claimsMade(ports)).toEqual([]);
  });
});

describe('while a claim is on its way', () => {
  /** Lets something happen before the claim is granted, and tells the outcome. */
  async function outcomeAfter(happen: (cx: ReturnType<typeof clientOf>) => unknown) {
    word = () => new Promise((answer) => ports.after(500, () => answer(granted)));
    const cx = clientOf();
    const outcome = cx.trigger('launch');
    await ports.pass(100);
    await happen(cx);
    await ports.pass(400);
    return outcome;
  }

  test('another person may have come, who is shown nothing of it', async () => {
    const outcome = await outcomeAfter((cx) => cx.identify({ id: 'u-18' }));
    expect(outcome).toMatchObject({ status: 'not_asked', reason: 'person_changed' });
    expect(prompts).toHaveLength(0);
  });

  test('the person may have logged out', async () => {
    const outcome = await outcomeAfter((cx) => cx.reset());
    expect(outcome).toMatchObject({ status: 'not_asked', reason: 'person_changed' });
    expect(prompts).toHaveLength(0);
  });

  test('the host may have destroyed the client', async () => {
    const outcome = await outcomeAfter((cx) => cx.destroy());
    expect(outcome).toMatchObject({ status: 'not_asked', reason: 'destroyed' });
    expect(prompts).toHaveLength(0);
  });

  test('another tab may have asked, and this one yields', async () => {
    const outcome = await outcomeAfter(async () => {
      word = () => granted;
      void clientOf().trigger('launch');
      await ports.pass(0);
    });
    expect(outcome).toMatchObject({ status: 'not_asked', reason: 'repeat' });
    expect(prompts).toHaveLength(1);
  });

  test('the client is busy, and is not any more when it was refused', async () => {
    word = () => new Promise((answer) => ports.after(500, () => answer(refused('quiet_period'))));
    const cx = clientOf();
    const outcome = cx.trigger('launch');
    await ports.pass(100);
    expect(await cx.explain('launch')).toMatchObject({ reason: 'busy' });
    await ports.pass(400);
    await outcome;
    expect(await cx.explain('launch')).toMatchObject({ ask: true });
  });
});

test('of two devices of one person that are triggered at once, one asks', async () => {
  let asked = false;
  word = () => {
    const answer = asked ? refused('quiet_period') : granted;
    asked = true;
    return answer;
  };
  const triggers = [1, 2].map(() => {
    const device = createClient<string>(options, { ...ports, device: memoryStorage() });
    device.identify(person);
    return device.trigger('launch');
  });
  await ports.pass(0);
  expect(prompts).toHaveLength(1);
  expect(new Set(claimsMade(ports).map(({ response }) => response)).size).toBe(2);
  prompts[0]?.session.answer(4);
  expect((await Promise.all(triggers)).map(({ status, reason }) => reason ?? status).sort()).toEqual([
    'completed',
    'quiet_period',
  ]);
});
