import type { ProgramInput } from '@milepost/protocol';
import { describe, expect, test, vi } from 'vitest';
import { newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, ok, status } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const noon = Date.parse('2026-11-22T12:00:00.000Z');
let ports: FakePorts;

/** A client on a device of its own, in a page that is given this program. */
async function clientOf(...given: Parameters<typeof viewOf>) {
  const view = viewOf(...given);
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(view) : status(503)) });
  await newPage();
  return createClient<string>(options, ports);
}

/** Who is asked of a hundred people, and with which survey. */
async function askedOf(document: ProgramInput) {
  const cx = await clientOf(document);
  const decisions = [];
  for (let person = 0; person < 100; person++) {
    cx.identify({ id: `u-${person}` });
    decisions.push(await cx.explain('ticket_closed'));
  }
  return decisions;
}

describe('explain', () => {
  test('tells every gate in order, and the survey', async () => {
    const cx = await clientOf(programWith());
    const { gates, ...decision } = await cx.explain('ticket_closed');
    expect(gates.map(({ gate }) => gate)).toEqual([
      'paused',
      'schedule',
      'audience',
      'sample',
      'repeat',
      'quiet_period',
      'per_session',
      'quota',
      'precision',
      'consent',
      'busy',
    ]);
    expect(gates.every(({ open }) => open)).toBe(true);
    expect(decision).toEqual({ ask: true, reason: null, eligibleAt: ports.now(), survey: 'csat' });
  });

  test('tells when a schedule opens, and that after its end nothing does', async () => {
    const coming = await clientOf(programWith({ schedule: { from: '2026-11-22T12:00', to: '2026-11-23' } }));
    expect(await coming.explain('ticket_closed')).toMatchObject({ reason: 'schedule', eligibleAt: noon });
    await ports.pass(noon - ports.now() - 1);
    expect(await coming.explain('ticket_closed')).toMatchObject({ reason: 'schedule', eligibleAt: noon });
    await ports.pass(1);
    expect(await coming.explain('ticket_closed')).toMatchObject({ ask: true });
    await ports.pass(12 * 3_600_000);
    expect(await coming.explain('ticket_closed')).toMatchObject({ reason: 'schedule', eligibleAt: null });
  });

  test.each(['quota', 'precision'] as const)('tells until when the %s is reached', async (gate) => {
    const cx = await clientOf(programWith(), { ticket_closed: { [gate]: noon } });
    expect(await cx.explain('ticket_closed')).toMatchObject({ reason: gate, eligibleAt: noon });
    expect(await cx.trigger('ticket_closed')).toMatchObject({ status: 'not_asked', reason: gate });
    await ports.pass(noon - ports.now());
    expect(await cx.explain('ticket_closed')).toMatchObject({ ask: true });
  });

  test('tells that a touchpoint is paused', async () => {
    const cx = await clientOf(programWith({ paused: true }));
    expect(await cx.explain('ticket_closed')).toMatchObject({ reason: 'paused', eligibleAt: null });
  });

  test('counts a budget over every touchpoint', async () => {
    const document = programWith({ repeatAfter: '0s', delay: '0s' });
    const cx = await clientOf({
      ...document,
      governor: { quietPeriod: '0s', perSession: 9, budget: { prompts: 2, within: '1d', reserve: 1 } },
    });
    const shownAt = ports.now();
    const shown = cx.trigger('launch');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    await shown;
    expect(await cx.explain('ticket_closed')).toMatchObject({
      reason: 'quiet_period',
      eligibleAt: shownAt + 86_400_000,
    });
  });
});

describe('an audience', () => {
  const tests = {
    plan: { in: ['pro', 'team'] },
    seats: { gt: 5, lt: 100 },
    email: { matches: '@example\\.com$' },
    churned: { exists: false },
  };
  const fits = { plan: 'pro', seats: 20, email: 'a@example.com' };

  test.each<[string, Record<string, string | number | boolean>, boolean]>([
    ['somebody who passes every test', fits, true],
    ['nobody of another plan', { ...fits, plan: 'free' }, false],
    ['nobody at a bound', { ...fits, seats: 5 }, false],
    ['nobody beyond the other bound', { ...fits, seats: 100 }, false],
    ['nobody whose number is a text', { ...fits, seats: '20' }, false],
    ['nobody whose text does not match', { ...fits, email: 'a@example.org' }, false],
    ['nobody who has what must not be there', { ...fits, churned: true }, false],
    ['nobody who lacks a trait', { plan: 'pro', seats: 20 }, false],
  ])('lets in %s', async (_, traits, ask) => {
    const cx = await clientOf(programWith({ audience: tests }));
    cx.identify({ id: 'u-17', traits });
    const decision = await cx.explain('ticket_closed');
    expect(decision).toMatchObject({ ask, reason: ask ? null : 'audience' });
  });

  test('lets in nobody while nobody is known', async () => {
    const cx = await clientOf(programWith({ audience: tests }));
    expect(await cx.explain('ticket_closed')).toMatchObject({ reason: 'audience' });
  });
});

describe('variants', () => {
  const halves = programWith({ delay: '0s', sample: 0.5 }, { variants: { short: 0.5 } });

  test('give each person one survey, on every device and at every trigger', async () => {
    const first = await askedOf(halves);
    expect(new Set(first.map(({ survey }) => survey))).toEqual(new Set(['csat', 'short']));
    expect(await askedOf(halves)).toEqual(first);
  });

  test('are drawn apart from the sample', async () => {
    const decisions = await askedOf(halves);
    const kinds = decisions.map(({ ask, survey }) => `${ask} ${survey}`);
    expect(new Set(kinds).size).toBe(4);
  });

  test('are what is shown and sent, with the probability of the sample', async () => {
    const decisions = await askedOf(halves);
    const lucky = decisions.findIndex(({ ask, survey }) => ask && survey === 'short');
    const cx = await clientOf(halves);
    cx.identify({ id: `u-${lucky}` });
    void cx.trigger('ticket_closed');
    await ports.pass(0);
    expect(prompts[0]?.session.current).toMatchObject({ text: 'How was it?' });
    expect(statesSent(ports)).toMatchObject([{ survey: 'short', version: 1, sample: 0.5 }]);
  });
});

describe('what is shown', () => {
  const document: ProgramInput = {
    ...programWith({ delay: '0s' }),
    surveys: {
      csat: {
        questions: [
          { id: 'how', type: 'csat', text: 'How was ticket {{fact:ticketId|you sent}}, {{trait:name|you}}?' },
          { id: 'why', type: 'text', text: 'Why {{answer:how|that}}?', optional: true },
        ],
        locales: {
          de: { how: { text: 'Wie war Ticket {{fact:ticketId|von Ihnen}}?' }, why: { text: 'Warum?' } },
          'de-AT': { why: { text: 'Wieso?' } },
        },
      },
    },
    touchpoints: {
      ticket_closed: {
        label: 'Ticket closed',
        stage: 'support',
        pattern: 'past',
        survey: 'csat',
        ask: { delay: '0s' },
      },
    },
  };
  const text = () => prompts[0]?.session.current?.text;

  test('repeats what is known, as it was when it was shown', async () => {
    const cx = await clientOf(document);
    const traits = { name: 'Ada' };
    cx.identify({ id: 'u-17', traits });
    void cx.trigger('ticket_closed', { ticketId: 'T-42' });
    await ports.pass(0);
    traits.name = 'Eve';
    cx.identify({ id: 'u-17', traits });
    expect(text()).toBe('How was ticket T-42, Ada?');
    prompts[0]?.session.answer(2);
    expect(text()).toBe('Why 2?');
  });

  test('has words where nothing is known', async () => {
    const cx = await clientOf(document);
    void cx.trigger('ticket_closed');
    await ports.pass(0);
    expect(text()).toBe('How was ticket you sent, you?');
  });

  test('is in the nearest of its languages, text by text', async () => {
    const cx = await clientOf(document);
    cx.setLocale('de-AT');
    void cx.trigger('ticket_closed');
    await ports.pass(0);
    // The German words are a file of their own.
    await vi.waitFor(() => expect(prompts).toHaveLength(1));
    expect(text()).toBe('Wie war Ticket von Ihnen?');
    prompts[0]?.session.answer(2);
    expect(text()).toBe('Wieso?');
    expect(prompts[0]?.mounting).toMatchObject({ locale: 'de-AT', words: { send: 'Senden' } });
    expect(statesSent(ports)).toMatchObject([{ locale: 'de-AT' }]);
  });

  test.each(['', 'klingon-', 'en_US'])('is in its own language when the host wants %j', async (locale) => {
    const cx = await clientOf(document);
    cx.setLocale(locale);
    void cx.trigger('ticket_closed');
    await ports.pass(0);
    expect(prompts[0]?.mounting.locale).toBe('en');
  });
});

describe('the wait before the same is asked again', () => {
  test.each(['closed', 'escape', 'later'] as const)(
    'takes it for no dismissal that one was %s after an answer',
    async (reason) => {
      const cx = await clientOf(programWith());
      const outcome = cx.trigger('talk');
      await ports.pass(0);
      prompts[0]?.session.answer(1);
      prompts[0]?.session.dismiss(reason);
      expect(await outcome).toMatchObject({ status: 'dismissed', answers: { how: 1 } });
      expect((await cx.explain('talk')).eligibleAt).toBe(ports.now() + 30 * 86_400_000);
    },
  );

  test('takes it for no dismissal that a prompt gave way', async () => {
    const cx = await clientOf(programWith());
    void cx.trigger('talk');
    await ports.pass(0);
    prompts[0]?.session.dismiss('superseded');
    expect((await cx.explain('talk')).eligibleAt).toBe(ports.now() + 30 * 86_400_000);
  });
});

describe('facts', () => {
  test('are sent as far as they can be, and told in texts as they are sent', async () => {
    const document = programWith({ delay: '0s' });
    document.surveys['csat'] = {
      questions: [{ id: 'how', type: 'csat', text: '{{fact:ticketId|}} {{fact:order|none}}' }],
    };
    const cx = await clientOf(document);
    void cx.trigger('ticket_closed', { ticketId: 'T-42', order: { id: 1 }, count: Number.NaN } as never);
    await ports.pass(0);
    expect(statesSent(ports)[0]).toMatchObject({ facts: { ticketId: 'T-42' } });
    expect(Object.keys(statesSent(ports)[0]?.['facts'] as object)).toEqual(['ticketId']);
    expect(prompts[0]?.session.current?.text).toBe('T-42 none');
  });
});
