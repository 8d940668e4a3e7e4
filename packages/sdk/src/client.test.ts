import type { ClientProgram } from '@milepost/protocol';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxOptions } from './api.ts';
import { createClient } from './client.ts';
import { createCx } from './index.ts';
import { type FakePorts, fakePorts, memoryStorage, ok, status } from './ports/fake-ports.fixture.ts';
import { remember } from './ui/remember.ts';
import type { Ask, createSurveys, Shown, Surveys } from './ui/show.ts';

const day = 86_400_000;
const program: ClientProgram = {
  revision: 1,
  locale: 'en',
  touchpoints: {
    ticket_closed: {
      survey: 'csat',
      sample: 1,
      delay: 1_000,
      repeatAfter: 30 * day,
      priority: 5,
      closedUntil: null,
    },
    launch: { survey: 'csat', sample: 1, delay: 0, repeatAfter: 30 * day, priority: 5, closedUntil: null },
    nobody: { survey: 'csat', sample: 0, delay: 0, repeatAfter: 0, priority: 5, closedUntil: null },
  },
  surveys: { csat: { version: 1, questions: [{ id: 'how', type: 'csat', text: 'How?' }] } },
  governor: { quietPeriod: 7 * day, perSession: 5, afterDismissal: 28 * day },
};

interface Prompt {
  ask: Ask;
  complete(): void;
  dismiss(): void;
}

const prompts: Prompt[] = [];
let resumed = 0;
let drawable = true;
let uiFails = false;
/** What the chunk waits for on its way. */
let uiArrives = Promise.resolve();

/** Stands for the chunk that draws; what it does to a page is tested in a browser. */
vi.mock('./load-ui.ts', () => ({
  loadUi: async () => {
    await uiArrives;
    if (uiFails) throw new Error('offline');
    return { createSurveys: fakeSurveys };
  },
}));

function fakeSurveys({ ports: { clock, device }, history }: Parameters<typeof createSurveys>[0]): Surveys {
  resumed += 1;
  return {
    show: async (ask): Promise<Shown | null> => {
      if (!drawable) return null;
      const { touchpoint, subject } = ask;
      const shown = clock.now();
      remember(device, history, subject, { touchpoint, shown });
      let settle: (outcome: Awaited<Shown['outcome']>) => void = () => {};
      const prompt: Shown = {
        outcome: new Promise((resolve) => (settle = resolve)),
        close: () => {
          settle({ status: 'dismissed', reason: 'superseded', answers: {} });
          ask.gone();
        },
      };
      prompts.push({
        ask,
        complete: () => {
          settle({ status: 'completed', answers: { how: 4 } });
          ask.gone();
        },
        dismiss: () => {
          remember(device, history, subject, { touchpoint, shown, dismissed: true });
          settle({ status: 'dismissed', reason: 'closed', answers: {} });
          ask.gone();
        },
      });
      return prompt;
    },
    stop: () => {},
  };
}

let ports: FakePorts;
const options: CxOptions = { collector: 'http://127.0.0.1:4600', key: 'mp_pub_0123456789abcdef' };
const client = (more: Partial<CxOptions> = {}) => createClient<string>({ ...options, ...more }, ports);

beforeEach(() => {
  prompts.length = 0;
  resumed = 0;
  drawable = true;
  uiFails = false;
  uiArrives = Promise.resolve();
  ports = fakePorts({ answer: () => ok(program) });
});

describe('trigger', () => {
  test('asks after the delay, and settles with the answers', async () => {
    const cx = client();
    cx.identify({ id: 'u-17', account: 'acme', traits: { plan: 'pro' } });
    const outcome = cx.trigger('ticket_closed', { ticketId: 'T-42' });
    await ports.pass(999);
    expect(prompts).toHaveLength(0);
    await ports.pass(1);
    expect(prompts[0]?.ask).toMatchObject({
      touchpoint: 'ticket_closed',
      surveyName: 'csat',
      person: { id: 'u-17', account: 'acme', traits: { plan: 'pro' } },
      facts: { ticketId: 'T-42' },
      locale: 'en',
    });
    prompts[0]?.complete();
    expect(await outcome).toEqual({ status: 'completed', answers: { how: 4 } });
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
    prompts[0]?.complete();
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
    prompts[0]?.dismiss();
    await first;
    const { eligibleAt } = await cx.explain('ticket_closed');
    expect(eligibleAt).toBe(ports.clock.now() + 28 * day);
  });

  test('another person on the same device is asked anew', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const first = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    prompts[0]?.complete();
    await first;
    cx.reset();
    cx.identify({ id: 'two' });
    expect(await cx.explain('ticket_closed')).toMatchObject({ ask: true, reason: null });
  });

  test('one prompt at a time', async () => {
    const cx = client();
    void cx.trigger('ticket_closed');
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'busy' });
    await ports.pass(1_000);
    expect(prompts).toHaveLength(1);
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'quiet_period' });
  });

  test('never shows one person what another did', async () => {
    const cx = client();
    cx.identify({ id: 'one' });
    const pending = cx.trigger('ticket_closed', { ticketId: 'T-42' });
    cx.identify({ id: 'two' });
    await ports.pass(1_000);
    expect(await pending).toMatchObject({ status: 'not_asked', reason: 'person_changed' });
    expect(prompts).toHaveLength(0);
  });

  test('yields to another tab that asked during the delay', async () => {
    const shared = new Map<string, string>();
    ports = fakePorts({ device: memoryStorage(shared), answer: () => ok(program) });
    const here = client().trigger('ticket_closed');
    const there = client();
    await ports.pass(500);
    void there.trigger('launch');
    await ports.pass(500);
    expect(prompts.map(({ ask }) => ask.touchpoint)).toEqual(['launch']);
    expect(await here).toMatchObject({ status: 'not_asked', reason: 'quiet_period' });
  });

  test('never throws: a failing network, chunk or survey is an outcome', async () => {
    ports.answer = () => status(0);
    const cx = client();
    expect(await cx.trigger('ticket_closed')).toMatchObject({
      status: 'failed',
      reason: 'program_unavailable',
    });
    ports.answer = () => ok(program);
    expect(await cx.trigger('ticket_cosed')).toMatchObject({
      status: 'failed',
      reason: 'touchpoint_unknown',
    });
    uiFails = true;
    const failing = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    expect(await failing).toMatchObject({ status: 'failed', reason: 'ui_unavailable' });
    uiFails = false;
    drawable = false;
    const undrawable = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    expect(await undrawable).toMatchObject({ status: 'not_asked', reason: 'unsupported' });
    drawable = true;
    const working = cx.trigger('ticket_closed');
    await ports.pass(1_000);
    prompts[0]?.complete();
    expect(await working).toMatchObject({ status: 'completed' });
  });

  test('asks driven browsers only when it may', async () => {
    ports = fakePorts({ page: { ...ports.page, automated: true }, answer: () => ok(program) });
    expect(await client().trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'automation' });
    expect(ports.gets).toEqual([]);
    expect(await client({ allowAutomation: true }).explain('launch')).toMatchObject({ ask: true });
  });

  test('does nothing where there is no page', async () => {
    ports = fakePorts({ page: { ...ports.page, present: false }, answer: () => ok(program) });
    expect(await client().trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'no_page' });
  });

  test('is silent after it was destroyed', async () => {
    const cx = client();
    const pending = cx.trigger('ticket_closed');
    cx.destroy();
    await ports.pass(1_000);
    expect(await pending).toMatchObject({ status: 'not_asked', reason: 'destroyed' });
    expect(prompts).toHaveLength(0);
  });
});

describe('the rest of the client', () => {
  test('a destroy while the survey’s part cannot be loaded rejects nothing', async () => {
    uiFails = true;
    let arrive = () => {};
    uiArrives = new Promise((resolve) => {
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
    expect(resumed).toBe(0);
    ports = fakePorts({ answer: () => ok(program) });
    ports.device.set('mp:89abcdef:out:019a', { person: null, response: {} });
    client();
    ports.idle();
    await ports.pass(0);
    expect(resumed).toBe(1);
  });

  test('a listener that throws stops nothing', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const cx = client();
    const seen: string[] = [];
    cx.on('not_asked', () => {
      throw new Error("the host's mistake");
    });
    const stop = cx.on('not_asked', ({ touchpoint, reason }) => seen.push(`${touchpoint} ${reason}`));
    await cx.trigger('nobody');
    stop();
    await cx.trigger('nobody');
    expect(seen).toEqual(['nobody sample']);
    expect(reported).toHaveBeenCalledTimes(2);
    vi.unstubAllGlobals();
  });

  test('createCx throws for options that cannot work, and for nothing else', () => {
    expect(() => createCx({ ...options, collector: 'cx.example.com' })).toThrow(
      'collector must be an http(s) address',
    );
    expect(() => createCx({ ...options, key: 'mp_sec_0123456789abcdef' })).toThrow(
      'key must be a public key',
    );
    const cx = createCx(options);
    expect(() => cx.destroy()).not.toThrow();
  });
});
