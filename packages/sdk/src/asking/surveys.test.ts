import { hash } from '@milepost/protocol/hash';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxEvent } from '../api.ts';
import { newPage, prompts, statesSent } from '../client.fixture.ts';
import type { State } from '../client.ts';
import { type FakePorts, fakePorts } from '../ports/fake-ports.fixture.ts';
import { askFor, program } from './ask.fixture.ts';
import { createSurveys, type Surveys } from './surveys.ts';

vi.mock('../ui/mount.ts', () => import('../client.fixture.ts'));
/** Those who wait for the view to be left. */
const views = new Set<() => void>();
vi.mock('../automatic/route.ts', async (original) => ({
  ...(await original<object>()),
  onViewLeft: (_: string, callback: () => void) => {
    views.add(callback);
    return () => views.delete(callback);
  },
}));

let ports: FakePorts;
let state: State;
let told: [string, CxEvent][];
let surveys: Surveys;

beforeEach(async () => {
  views.clear();
  told = [];
  ports = fakePorts();
  ports.consented = true;
  state = { busy: false, barred: false };
  await newPage();
  surveys = surveysOf();
});

const surveysOf = () =>
  createSurveys({
    ports,
    outside: ports,
    collector: 'http://127.0.0.1:4600',
    key: 'mp_pub_test',
    prefix: 'mp:test:',
    state,
    emit: (name, event) => told.push([name, event]),
    hashOf: hash,
  });

/** A touchpoint that was reached just now, with such settings. */
function reached(spec: object = {}, change: Parameters<typeof askFor>[0] = {}) {
  const ask = askFor({ since: ports.now(), ...change });
  ask.occasion.program = { ...program, touchpoints: { ticket_closed: { delay: 0, ...spec } as never } };
  ask.occasion.person = null;
  return ask;
}

describe('a view that is left', () => {
  test.each<[string, object, object]>([
    ['what ends with its page', { endsWithPage: true }, {}],
    ['what nobody called for', {}, { automatic: true }],
  ])('before it is shown gives up %s', async (_, spec, change) => {
    const asked = surveys.ask(reached({ ...spec, delay: 1_000 }, change));
    await ports.pass(500);
    for (const leave of views) leave();
    await ports.pass(0);
    expect(await asked).toBe('page_left');
    await ports.pass(1_000);
    expect(prompts).toHaveLength(0);
    expect([views.size, state.busy]).toEqual([0, false]);
  });

  test('closes what ends with its page', async () => {
    const asked = surveys.ask(reached({ endsWithPage: true }));
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
    for (const leave of views) leave();
    expect(await asked).toMatchObject({ status: 'dismissed', reason: 'superseded' });
    await ports.pass(0);
    expect(statesSent(ports).at(-1)).toMatchObject({ dismissed: { reason: 'superseded' } });
    expect(views.size).toBe(0);
  });

  test('leaves open what is on the screen otherwise, and is watched no longer', async () => {
    void surveys.ask(reached({}, { automatic: true }));
    await ports.pass(0);
    expect(views.size).toBe(0);
    expect(prompts[0]?.session.current).not.toBeNull();
  });

  test.each([{ reason: 'quiet_period' }, { subject: 'u-18' }])(
    'is watched no longer once nothing was asked after all: %j',
    async (change) => {
      const ask = reached({ delay: 1_000 }, { automatic: true });
      const asked = surveys.ask(ask);
      await ports.pass(500);
      expect(views.size).toBe(1);
      Object.assign(ask.occasion, change);
      await ports.pass(500);
      expect(await asked).toEqual(expect.any(String));
      expect(views.size).toBe(0);
    },
  );
});

describe('a prompt', () => {
  test('gives the floor back whichever way it ends', async () => {
    let holders = 0;
    ports.locks = {
      request: async (_: string, __: object, callback: (lock: object) => Promise<unknown>) => {
        holders += 1;
        await callback({});
        holders -= 1;
      },
    } as never;
    surveys = surveysOf();
    for (const end of ['answer', 'dismiss', 'close'] as const) {
      void surveys.ask(reached());
      await ports.pass(0);
      expect(holders).toBe(1);
      const session = prompts.at(-1)?.session;
      if (end === 'answer') session?.answer(4);
      else if (end === 'dismiss') session?.dismiss('later');
      else surveys.close();
      await ports.pass(0);
      expect([holders, state.busy]).toEqual([0, false]);
    }
  });

  test('does not come up while another is, and is not held up by it afterwards', async () => {
    void surveys.ask(reached());
    const second = reached();
    second.again = (busy) => ({ ...second.occasion, reason: busy ? 'busy' : null });
    expect(await surveys.ask(second)).toBe('busy');
    await ports.pass(0);
    prompts[0]?.session.dismiss('later');
    void surveys.ask(second);
    await ports.pass(0);
    expect(prompts).toHaveLength(2);
  });

  test('with a question that this version cannot draw does not come up', async () => {
    const ask = reached();
    const questions = [{ id: 'how', type: 'hologram', text: 'How?' }] as never;
    Object.assign(ask.occasion.program ?? {}, { surveys: { csat: { version: 3, questions } } });
    const asked = surveys.ask(ask);
    await ports.pass(0);
    expect(await asked).toBe('unsupported');
    expect(state.busy).toBe(false);
  });
});

describe('the part that asks', () => {
  test.each(['destroyed', 'no_page'])('is not started where nobody is asked: %s', (barred) => {
    state.barred = barred;
    expect(surveysOf).toThrow();
  });

  test('leaves nobody listening when it is stopped, at whatever point', async () => {
    void surveys.ask(reached({ delay: 1_000 }));
    const going = new AbortController();
    void surveys.open(reached(), { into: {} as Element, signal: going.signal });
    await ports.pass(100);
    void surveys.ask(reached());
    await ports.pass(0);
    surveys.stop();
    await ports.pass(2_000);
    expect(prompts.every(({ session }) => session.current === null)).toBe(true);
    expect(ports.listening()).toBe(0);
  });

  test('explains with every gate of the program', async () => {
    const ask = reached();
    ask.occasion.reason = 'touchpoint_unknown';
    expect(await surveys.explain(ask)).toEqual({
      ask: false,
      reason: 'touchpoint_unknown',
      eligibleAt: null,
      survey: null,
      gates: [],
    });
  });

  test('tells what was answered here, and forgets it', async () => {
    void surveys.ask(reached());
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    await ports.pass(0);
    expect(await surveys.sent(reached())).toMatchObject([
      { touchpoint: 'ticket_closed', survey: 'csat', answers: { how: 4 }, stored: true },
    ]);
    const forgotten = surveys.forget(reached());
    await ports.pass(0);
    await forgotten;
    expect(await surveys.sent(reached())).toEqual([]);
  });
});
