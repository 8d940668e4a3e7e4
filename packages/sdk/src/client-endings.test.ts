import { beforeEach, describe, expect, test, vi } from 'vitest';
import { chunks, newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, ok, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const view = viewOf(programWith());
const person = { id: 'u-17' };
let ports: FakePorts;
const late = (ms: number, reply: object) =>
  new Promise<ReturnType<typeof ok>>((answer) => ports.after(ms, () => answer(ok(reply))));

beforeEach(async () => {
  ports = fakePorts({
    // A slow network: each step of a prompt is long enough for something to happen in it.
    answer: (method, url) => {
      if (method === 'get') return late(200, view);
      return url.endsWith('/v1/claims') ? late(200, { ask: true, moments: [] }) : stored;
    },
  });
  await newPage();
  chunks.arrive = new Promise((arrived) => ports.after(300, arrived));
});

/** Instants of a prompt: the program arrives at 200, the part that asks at 300, its delay ends at 1,000, a claim at 1,200. */
const instants = [0, 100, 250, 400, 900, 1_100, 1_300];

describe('destroy', () => {
  test.each(instants)(
    '%i ms after a trigger: nothing happens later, and nobody listens any more',
    async (ms) => {
      const cx = createClient<string>(options, ports);
      cx.identify(person);
      const told = vi.fn();
      for (const name of ['shown', 'dismissed', 'not_asked', 'failed'] as const) cx.on(name, told);
      const asked = cx.trigger('ticket_closed');
      await ports.pass(ms);
      const shown = prompts.length;
      told.mockClear();
      cx.destroy();
      await ports.pass(2_000);
      expect(prompts).toHaveLength(shown);
      expect(prompts.every(({ session }) => session.current === null)).toBe(true);
      const { status, reason } = await asked;
      expect([status, reason]).toEqual(
        shown
          ? ['dismissed', 'superseded']
          : [expect.stringMatching(/not_asked|failed/), expect.stringMatching(/destroyed|ui_unavailable/)],
      );
      expect(told).not.toHaveBeenCalled();
      expect(ports.listening()).toBe(0);
    },
  );

  test('leaves every method working, and none of them does anything', async () => {
    const cx = createClient<string>(options, ports);
    cx.destroy();
    cx.destroy();
    const told = vi.fn();
    cx.on('not_asked', told);
    expect(await cx.trigger('launch')).toEqual({ status: 'not_asked', reason: 'destroyed', answers: {} });
    expect(await cx.open('launch', { into: {} as Element })).toMatchObject({ reason: 'destroyed' });
    expect(await cx.session('launch')).toBeNull();
    const rest = Promise.all([cx.explain('launch'), cx.preview('launch'), cx.sent(), cx.forget()]);
    await ports.pass(1_000);
    expect(await rest).toMatchObject([{ ask: false, gates: [] }, { status: 'failed' }, [], undefined]);
    cx.identify(person);
    cx.reset();
    cx.close();
    cx.consent('granted');
    cx.setLocale('de');
    ports.idle();
    await ports.pass(1_000);
    expect({ told: told.mock.calls, prompts, gets: ports.gets, posts: ports.posts }).toEqual({
      told: [],
      prompts: [],
      gets: [],
      posts: [],
    });
    expect(ports.listening()).toBe(0);
  });
});

describe('close', () => {
  test.each(instants.slice(3))('%i ms after a trigger gives it up at once', async (ms) => {
    const cx = createClient<string>(options, ports);
    cx.identify(person);
    const asked = cx.trigger('ticket_closed');
    await ports.pass(ms);
    const shown = prompts.length;
    cx.close();
    await ports.pass(ms < 1_000 ? 0 : 200);
    expect(await asked).toMatchObject(
      shown ? { status: 'dismissed', reason: 'superseded' } : { status: 'not_asked', reason: 'closed' },
    );
    expect(prompts).toHaveLength(shown);
    expect((await cx.explain('ticket_closed')).gates.at(-1)).toMatchObject({ gate: 'busy', open: true });
  });
});

describe('reset', () => {
  test.each(instants)('%i ms after a trigger: nobody is shown what another did', async (ms) => {
    const cx = createClient<string>(options, ports);
    cx.identify(person);
    const asked = cx.trigger('ticket_closed');
    await ports.pass(ms);
    const shown = prompts.length;
    cx.reset();
    await ports.pass(2_000);
    expect(await asked).toMatchObject({ reason: shown ? 'superseded' : 'person_changed' });
    expect(prompts).toHaveLength(shown);
  });

  test('while nobody is known gives up what waits as well', async () => {
    const cx = createClient<string>(options, ports);
    const asked = cx.trigger('ticket_closed');
    await ports.pass(500);
    cx.reset();
    await ports.pass(0);
    expect(await asked).toMatchObject({ status: 'not_asked', reason: 'closed' });
  });
});

test('of two triggers at once one asks, and the other is told so', async () => {
  const cx = createClient<string>(options, ports);
  const asked = [cx.trigger('launch'), cx.trigger('talk')];
  await ports.pass(1_000);
  expect(prompts).toHaveLength(1);
  expect(await asked[1]).toMatchObject({ status: 'not_asked', reason: 'busy' });
  prompts[0]?.session.answer(4);
  expect(await asked[0]).toMatchObject({ status: 'completed' });
  expect(statesSent(ports).every(({ touchpoint }) => touchpoint === 'launch')).toBe(true);
});
