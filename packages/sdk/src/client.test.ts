import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxOptions } from './api.ts';
import { chunks, newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { createCx } from './index.ts';
import { type FakePorts, fakePorts, memoryStorage, ok, status } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const day = 86_400_000;
const program = viewOf(programWith());

let ports: FakePorts;
const client = (more: Partial<CxOptions> = {}) => createClient<string>({ ...options, ...more }, ports);
const use = async (change: Partial<FakePorts> = {}) => {
  ports = fakePorts({
    answer: (_, url) => (url.includes('/v1/program') ? ok(program) : status(503)),
    ...change,
  });
  await newPage();
};
const sent = () => statesSent(ports);

beforeEach(() => use());

/** What is reported to the page, as browsers do with what a listener throws, and nobody catches. */
async function uncaught(work: () => Promise<void>): Promise<unknown[]> {
  const theirs = process.listeners('uncaughtException');
  const reported: unknown[] = [];
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => reported.push(error));
  await work();
  await new Promise((turned) => setImmediate(turned));
  process.removeAllListeners('uncaughtException');
  for (const listener of theirs) process.on('uncaughtException', listener);
  return reported;
}

describe('trigger', () => {
  test('asks after the delay, and settles with the answers', async () => {
    const cx = client();
    cx.identify({ id: 'u-17', account: 'acme', traits: { plan: 'pro' } });
    const outcome = cx.trigger('ticket_closed', { ticketId: 'T-42' });
    await ports.pass(999);
    expect(prompts).toHaveLength(0);
    await ports.pass(1);
    expect(sent()).toEqual([
      {
        person: { id: 'u-17', account: 'acme', traits: { plan: 'pro' } },
        id: expect.any(String),
        touchpoint: 'ticket_closed',
        survey: 'csat',
        version: 3,
        shown: '2026-11-22T07:00:01.000Z',
        sample: 1,
        locale: 'en',
        page: '/tickets/42',
        facts: { ticketId: 'T-42' },
      },
    ]);
    prompts[0]?.session.answer(4);
    expect(await outcome).toEqual({ status: 'completed', answers: { how: 4 } });
  });

  test('counts the delay from the trigger, whatever the part that draws takes to arrive', async () => {
    chunks.arrive = new Promise((arrived) => ports.after(600, arrived));
    void client().trigger('ticket_closed');
    await ports.pass(999);
    expect(prompts).toHaveLength(0);
    await ports.pass(1);
    expect(prompts).toHaveLength(1);
  });

  test('requests nothing before the page is idle or a touchpoint is reached, and the program once', async () => {
    const cx = client();
    await ports.pass(60_000);
    expect(ports.gets).toEqual([]);
    ports.idle();
    await ports.pass(0);
    expect(ports.gets).toEqual(['http://127.0.0.1:4600/v1/program?key=mp_pub_0123456789abcdef']);
    await cx.trigger('nobody');
    expect(ports.gets).toHaveLength(1);
  });

  test('does not ask the same person twice, nor at another touchpoint soon after', async () => {
    const cx = client();
    const first = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    prompts[0]?.session.answer(4);
    await first;
    expect(await cx.trigger('ticket_closed')).toMatchObject({ status: 'not_asked', reason: 'repeat' });
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'quiet_period' });
    const later = createClient<string>(options, ports);
    expect(await later.trigger('ticket_closed')).toMatchObject({ reason: 'repeat' });
  });

  test('waits after a dismissal as long as the program says, from the moment it was shown', async () => {
    const cx = client();
    const first = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    prompts[0]?.session.dismiss('closed');
    expect(await first).toEqual({ status: 'dismissed', reason: 'closed', answers: {} });
    const { eligibleAt } = await cx.explain('ticket_closed');
    expect(eligibleAt).toBe(ports.now() + 28 * day);
  });

  test('another person on the same device is asked anew', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const first = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    prompts[0]?.session.answer(4);
    await first;
    cx.reset();
    cx.identify({ id: 'two' });
    expect(await cx.explain('ticket_closed')).toMatchObject({ ask: true, reason: null });
  });

  test('closes what was asked of somebody who logs out', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const asked = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    cx.reset();
    expect(await asked).toMatchObject({ status: 'dismissed', reason: 'superseded' });
  });

  test('one prompt at a time, and while one is on its way', async () => {
    const cx = client();
    void cx.trigger('ticket_closed');
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'busy' });
    await ports.pass(1_000);
    expect(prompts).toHaveLength(1);
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'quiet_period' });
    expect((await cx.explain('launch')).gates.at(-1)).toMatchObject({ gate: 'busy', open: false });
    prompts[0]?.session.dismiss('closed');
    expect((await cx.explain('launch')).gates.at(-1)).toMatchObject({ gate: 'busy', open: true });
  });

  test('never shows one person what another did', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const pending = cx.trigger('ticket_closed', { ticketId: 'T-42' });
    cx.identify({ id: 'two' });
    await ports.pass(1_000);
    expect(await pending).toMatchObject({ status: 'not_asked', reason: 'person_changed' });
    expect(prompts).toHaveLength(0);
    expect(await cx.explain('launch')).toMatchObject({ ask: true });
  });

  test('yields to another tab that asked during the delay', async () => {
    await use({ device: memoryStorage(new Map()) });
    const here = client().trigger('ticket_closed');
    const there = client();
    await ports.pass(500);
    void there.trigger('launch');
    await ports.pass(500);
    expect(sent()).toMatchObject([{ touchpoint: 'launch' }]);
    expect(await here).toMatchObject({ status: 'not_asked', reason: 'quiet_period' });
  });

  test('never throws: a failing network, chunk or survey is an outcome', async () => {
    await use({ answer: () => status(0) });
    const cx = client();
    expect(await cx.trigger('ticket_closed')).toEqual({
      status: 'failed',
      reason: 'program_unavailable',
      answers: {},
    });
    ports.answer = () => ok(program);
    expect(await cx.trigger('ticket_cosed')).toMatchObject({
      status: 'failed',
      reason: 'touchpoint_unknown',
    });
    chunks.fail = true;
    expect(await cx.trigger('launch')).toMatchObject({ status: 'failed', reason: 'ui_unavailable' });
    chunks.fail = false;
    const undrawable = cx.trigger('undrawable');
    await ports.pass(0);
    expect(await undrawable).toMatchObject({ status: 'not_asked', reason: 'unsupported' });
    const working = cx.trigger('launch');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    expect(await working).toMatchObject({ status: 'completed' });
  });

  test.each(['constructor', '__proto__', 'toString', ''])('knows no touchpoint called %j', async (name) => {
    expect(await client().trigger(name)).toMatchObject({ status: 'failed', reason: 'touchpoint_unknown' });
  });

  test('takes what plain JavaScript hands over', async () => {
    const cx = client();
    cx.identify({ id: 'u-17', traits: null } as unknown as Parameters<typeof cx.identify>[0]);
    void cx.trigger('launch', null as unknown as undefined);
    await ports.pass(0);
    expect(sent()[0]).toMatchObject({ person: { id: 'u-17' }, touchpoint: 'launch' });
  });

  test('asks driven browsers only when it may', async () => {
    await use({ automated: true });
    expect(await client().trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'automation' });
    ports.idle();
    expect(ports.gets).toEqual([]);
    expect(await client({ allowAutomation: true }).explain('launch')).toMatchObject({ ask: true });
  });

  test('does nothing where there is no page', async () => {
    await use({ present: false });
    expect(await client().trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'no_page' });
    expect(ports.gets).toEqual([]);
  });

  test('is silent after it was destroyed', async () => {
    const cx = client();
    const heard = vi.fn();
    cx.on('not_asked', heard);
    const pending = cx.trigger('ticket_closed');
    await ports.pass(0);
    cx.destroy();
    await ports.pass(1_000);
    expect(await pending).toMatchObject({ status: 'not_asked', reason: 'destroyed' });
    expect(prompts).toHaveLength(0);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('the rest of the client', () => {
  test('closes the open prompt, which counts as no answer', async () => {
    const cx = client();
    cx.close();
    const outcome = cx.trigger('launch');
    await ports.pass(0);
    cx.close();
    expect(await outcome).toEqual({ status: 'dismissed', reason: 'superseded', answers: {} });
  });

  test('a destroy while the survey’s part cannot be loaded rejects nothing', async () => {
    chunks.fail = true;
    let arrive = () => {};
    chunks.arrive = new Promise((resolve) => {
      arrive = resolve;
    });
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    const cx = client();
    const pending = cx.trigger('launch');
    await ports.pass(0);
    cx.destroy();
    arrive();
    expect(await pending).toMatchObject({ status: 'failed', reason: 'ui_unavailable' });
    await new Promise((turned) => setImmediate(turned));
    process.off('unhandledRejection', rejected);
    expect(rejected).not.toHaveBeenCalled();
  });

  test('sends what earlier pages left behind, and loads nothing for it otherwise', async () => {
    client();
    ports.idle();
    await ports.pass(0);
    expect(chunks.started).toBe(0);
    await use();
    ports.device.set('mp:89abcdef:out', 1);
    client();
    ports.idle();
    await ports.pass(0);
    expect(chunks.started).toBe(1);
  });

  test('a listener that throws stops nothing, nor does one that listens again', async () => {
    const reported = await uncaught(async () => {
      const cx = client();
      const seen: string[] = [];
      cx.on('not_asked', () => {
        cx.on('not_asked', () => {});
        throw new Error("the host's mistake");
      });
      const stop = cx.on('not_asked', ({ touchpoint, reason }) => seen.push(`${touchpoint} ${reason}`));
      await cx.trigger('nobody');
      stop();
      await cx.trigger('nobody');
      expect(seen).toEqual(['nobody sample']);
    });
    expect(reported).toHaveLength(2);
  });

  test('createCx throws for options that cannot work, and for nothing else', () => {
    expect(() => createCx({ ...options, collector: 'cx.example.com' })).toThrow(
      'collector must be an http(s) address',
    );
    expect(() => createCx({ ...options, key: 'mp_sec_0123456789abcdef' })).toThrow(
      'key must begin with mp_pub_',
    );
    const cx = createCx(options);
    expect(() => cx.destroy()).not.toThrow();
  });
});
