import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SurveySession } from './api.ts';
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
import { type FakePorts, fakePorts, ok, status, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

let ports: FakePorts;
let claim: object;
let cx: ReturnType<typeof createClient<string>>;

beforeEach(async () => {
  claim = { ask: true, moments: [] };
  ports = fakePorts({
    answer: (method, url) => {
      if (method === 'get') return ok(viewOf(programWith()));
      return url.endsWith('/v1/claims') ? ok(claim) : stored;
    },
  });
  await newPage();
  cx = createClient<string>(options, ports);
});

async function sessionOf(touchpoint: string): Promise<SurveySession | null> {
  const asked = cx.session(touchpoint, { ticketId: 'T-42' });
  await ports.pass(0);
  return asked;
}

describe('session', () => {
  test('hands over what to draw, draws nothing, and is recorded like a prompt, without its delay', async () => {
    cx.identify({ id: 'u-17' });
    const session = await sessionOf('ticket_closed');
    expect(prompts).toHaveLength(0);
    expect(session?.current).toEqual({
      id: 'how',
      type: 'csat',
      text: 'How?',
      optional: false,
      min: 1,
      max: 5,
      last: true,
    });
    expect(claimsMade(ports)).toHaveLength(1);
    session?.answer(4);
    await ports.pass(0);
    expect(statesSent(ports).at(-1)).toMatchObject({
      touchpoint: 'ticket_closed',
      facts: { ticketId: 'T-42' },
      answers: [{ question: 'how', value: 4 }],
      completed: '2026-11-22T07:00:00.000Z',
    });
    expect(await session?.outcome).toEqual({ status: 'completed', answers: { how: 4 } });
  });

  test('tells how the latest answer fares', async () => {
    const session = await sessionOf('talk');
    const seen: unknown[] = [];
    session?.subscribe(() => seen.push(session.delivery));
    ports.answer = () => status(503);
    session?.answer(4);
    await ports.pass(0);
    expect(seen.at(-1)).toBe('kept');
    ports.answer = () => stored;
    await ports.pass(60_000);
    expect(session?.delivery).toBe('sent');
  });

  test('is dismissed by its host, by default as closed', async () => {
    const session = await sessionOf('talk');
    const told = vi.fn();
    cx.on('dismissed', told);
    session?.answer(4);
    session?.dismiss();
    const dismissed = { reason: 'closed', answers: { how: 4 } };
    expect(await session?.outcome).toEqual({ status: 'dismissed', ...dismissed });
    expect(told).toHaveBeenCalledExactlyOnceWith({ touchpoint: 'talk', ...dismissed });
  });

  test('keeps prompts away while it is on, and is kept away by them', async () => {
    const session = await sessionOf('launch');
    expect((await cx.explain('talk')).gates.at(-1)).toMatchObject({ open: false });
    session?.dismiss();
    expect((await cx.explain('talk')).gates.at(-1)).toMatchObject({ open: true });
  });

  test.each<[string, string, string, () => void]>([
    ['nobody', 'not_asked', 'sample', () => {}],
    ['constructor', 'failed', 'touchpoint_unknown', () => {}],
    ['launch', 'not_asked', 'quota', () => (claim = { ask: false, reason: 'quota', moments: [] })],
    ['launch', 'failed', 'ui_unavailable', () => (chunks.fail = true)],
    ['launch', 'failed', 'program_unavailable', () => (ports.answer = () => status(0))],
  ])('at %s is null, and the event %s says %s', async (touchpoint, event, reason, spoil) => {
    spoil();
    cx.identify({ id: 'u-17' });
    const told = vi.fn();
    cx.on(event as 'failed', told);
    expect(await sessionOf(touchpoint)).toBeNull();
    expect(told).toHaveBeenCalledExactlyOnceWith({ touchpoint, reason });
    expect((await cx.explain('talk')).reason).not.toBe('busy');
  });

  test('of two that are asked for at once, one is', async () => {
    const told = vi.fn();
    cx.on('not_asked', told);
    const asked = [cx.session('launch'), cx.session('talk')];
    await ports.pass(0);
    const sessions = await Promise.all(asked);
    expect(sessions.map((session) => session === null)).toEqual([false, true]);
    expect(told).toHaveBeenCalledExactlyOnceWith({ touchpoint: 'talk', reason: 'busy' });
  });

  test('ends with the page’s person, and nothing is answered after that', async () => {
    const session = await sessionOf('talk');
    cx.reset();
    await ports.pass(0);
    expect(session?.current).toBeNull();
    session?.answer(4);
    expect(await session?.outcome).toMatchObject({ status: 'dismissed', reason: 'superseded', answers: {} });
  });
});
