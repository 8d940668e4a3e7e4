import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxOptions } from './api.ts';
import { chunks, newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, memoryStorage, ok, stored } from './ports/fake-ports.fixture.ts';
import type { Storage } from './ports/storage.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const view = viewOf(programWith());
let ports: FakePorts;
/** What was read from and written to the device and the session of the tab. */
let touched: string[];

/** Storage that notes who touches it. */
function watched(entries = new Map<string, string>()): Storage {
  const storage = memoryStorage(entries);
  return {
    get: (key) => {
      if (ports.consented) touched.push(`get ${key}`);
      return ports.consented ? storage.get(key) : null;
    },
    set: (key, value) => {
      if (!ports.consented) return;
      touched.push(`set ${key}`);
      storage.set(key, value);
    },
  };
}

beforeEach(async () => {
  touched = [];
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(view) : stored) });
  await newPage();
});

const client = (more: Partial<CxOptions> = {}) => createClient<string>({ ...options, ...more }, ports);
const silent = () => ({ gets: ports.gets, posts: ports.posts, ...chunks, arrive: null });
const nothing = { gets: [], posts: [], fail: false, started: 0, automatic: 0, arrive: null };

describe('consent that is required', () => {
  test('and not given: nothing is stored, requested or asked, whoever is there', async () => {
    Object.assign(ports, { device: watched(), session: watched() });
    const cx = client({ consent: 'required' });
    cx.identify({ id: 'u-17' });
    ports.idle();
    const told = vi.fn();
    cx.on('not_asked', told);
    const refused = { status: 'not_asked', reason: 'consent', answers: {} };
    expect(await cx.trigger('launch')).toEqual(refused);
    expect(await cx.open('launch', { into: {} as Element })).toEqual(refused);
    expect(await cx.session('launch')).toBeNull();
    await ports.pass(60_000);
    expect(silent()).toEqual(nothing);
    expect(touched).toEqual([]);
    expect(told).toHaveBeenCalledTimes(3);
  });

  test.each(['', 'yes', true])('is required whatever a tag says of it: %j', async (word) => {
    expect(await client({ consent: word as never }).trigger('launch')).toMatchObject({ reason: 'consent' });
  });

  test('is what explain names first of all that is in the way', async () => {
    const cx = client({ consent: 'required' });
    const { gates, ...decision } = await cx.explain('launch');
    expect(decision).toMatchObject({ ask: false, reason: 'consent', eligibleAt: null, survey: 'csat' });
    expect(gates.filter(({ open }) => !open).map(({ gate }) => gate)).toEqual(['consent']);
    expect(ports.posts).toEqual([]);
  });

  test('and given: the session begins, the program is asked for when the page is idle, and asks', async () => {
    const cx = client({ consent: 'required' });
    ports.idle();
    await ports.pass(1_000);
    cx.consent('granted');
    expect(ports.session.get('mp:89abcdef:')).toBe(ports.now());
    ports.idle();
    await ports.pass(0);
    expect(ports.gets).toHaveLength(1);
    void cx.trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
    expect(statesSent(ports)).toHaveLength(1);
  });

  test('and given again is no new session', async () => {
    const cx = client();
    const began = ports.session.get('mp:89abcdef:');
    await ports.pass(5_000);
    cx.consent('granted');
    expect(ports.session.get('mp:89abcdef:')).toBe(began);
  });

  test('and denied, as before it: nothing more is asked, and what the device keeps is to be erased', async () => {
    const cx = client();
    const asked = cx.trigger('launch');
    await ports.pass(0);
    const posted = ports.posts.length;
    cx.consent('denied');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    expect(await asked).toMatchObject({ status: 'dismissed', reason: 'superseded' });
    expect(await cx.trigger('talk')).toMatchObject({ reason: 'consent' });
    await ports.pass(600_000);
    expect(ports.posts).toHaveLength(posted);
    expect(chunks.automatic).toBe(1);
  });

  test('and denied while a prompt waits for its delay: it is given up', async () => {
    const cx = client();
    const asked = cx.trigger('ticket_closed');
    await ports.pass(500);
    cx.consent('denied');
    await ports.pass(0);
    expect(await asked).toMatchObject({ status: 'not_asked', reason: 'closed' });
    await ports.pass(1_000);
    expect(prompts).toHaveLength(0);
  });

  test('and denied, then given: asks again', async () => {
    const cx = client({ consent: 'required' });
    cx.consent('denied');
    cx.consent('granted');
    void cx.trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
  });

  test('and denied where the part that erases cannot be loaded rejects nothing', async () => {
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    chunks.fail = true;
    client().consent('denied');
    await ports.pass(0);
    process.off('unhandledRejection', rejected);
    expect(chunks.automatic).toBe(1);
    expect(rejected).not.toHaveBeenCalled();
  });
});

describe('the id of a device', () => {
  test('is made once, kept, and never sent', async () => {
    void client().trigger('launch');
    await ports.pass(0);
    expect(ports.device.get('mp:89abcdef:id')).toBe('0.5');
    expect(JSON.stringify(ports.posts)).not.toContain('0.5');
    ports.chance = () => 0.75;
    await client().explain('launch');
    expect(ports.device.get('mp:89abcdef:id')).toBe('0.5');
  });
});

describe('global privacy control', () => {
  test('takes the traits from everything that is decided and sent, and nothing else', async () => {
    Object.assign(ports, { private: true });
    const cx = client();
    cx.identify({ id: 'u-17', account: 'acme', traits: { plan: 'pro' } });
    void cx.trigger('launch');
    await ports.pass(0);
    expect(statesSent(ports)).toMatchObject([{ person: { id: 'u-17', account: 'acme', traits: {} } }]);
    expect(JSON.stringify(ports.posts)).not.toContain('pro"');
  });

  test('leaves an audience of traits closed', async () => {
    Object.assign(ports, { private: true });
    const program = viewOf(programWith({ audience: { plan: { in: ['pro'] } } }));
    const cx = client({ program });
    cx.identify({ id: 'u-17', traits: { plan: 'pro' } });
    expect(await cx.explain('ticket_closed')).toMatchObject({ reason: 'audience' });
  });
});

test('a program that the page brings with it is not requested', async () => {
  const cx = client({ program: view });
  ports.idle();
  void cx.trigger('launch');
  await ports.pass(0);
  expect(prompts).toHaveLength(1);
  expect(ports.gets).toEqual([]);
});
