import { beforeEach, describe, expect, test, vi } from 'vitest';
import { chunks, newPage, options, programWith, prompts, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { createCx } from './index.ts';
import { type FakePorts, fakePorts, ok, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const view = viewOf(programWith());
const into = {} as Element;
let ports: FakePorts;
/** What is answered in the collector's place. */
let program: unknown;

beforeEach(async () => {
  program = view;
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(program) : stored) });
  await newPage();
});

const client = () => createClient<string>(options, ports);

/** Everything that a host may call, and what became of it. */
async function everything(cx: ReturnType<typeof client>) {
  const calls = Promise.allSettled([
    cx.trigger('launch'),
    cx.open('talk', { into }),
    cx.session('talk'),
    cx.preview('talk'),
    cx.explain('talk'),
    cx.sent(),
    cx.forget(),
  ]);
  await ports.pass(10_000);
  return calls;
}

describe('a program that somebody else made up', () => {
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', '<!doctype html>'],
    ['a list', []],
    ['an error', { code: 'key_unknown', status: 401 }],
    ['touchpoints of a sort', { touchpoints: { launch: 5, talk: null } }],
    ['touchpoints without the rest', { touchpoints: view.touchpoints }],
    ['touchpoints that are none', { touchpoints: 'launch' }],
    ['surveys without questions', { ...view, surveys: { csat: {}, two: {} } }],
    ['hostile numbers', { ...view, governor: { quietPeriod: 'soon', perSession: {} } }],
  ])('of %s asks nobody, and rejects nothing', async (_, made) => {
    program = made;
    const cx = client();
    ports.idle();
    const settled = await everything(cx);
    expect(settled.map(({ status }) => status)).toEqual(Array(7).fill('fulfilled'));
    const [triggered] = settled as PromiseFulfilledResult<{ status: string }>[];
    expect(triggered?.value.status).toMatch(/failed|not_asked/);
    expect(prompts).toHaveLength(0);
  });

  test('is asked for again, and the next trigger asks', async () => {
    program = { html: 'log in to the wireless network' };
    const cx = client();
    expect(await cx.trigger('launch')).toMatchObject({ status: 'failed', reason: 'program_unavailable' });
    program = view;
    void cx.trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
  });
});

describe('chunks that cannot be loaded', () => {
  test('are told as such, and nothing is rejected', async () => {
    chunks.fail = true;
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    program = { ...view, moments: true, triggers: true };
    const cx = client();
    ports.device.set('mp:89abcdef:out', 1);
    cx.identify({ id: 'u-17' });
    ports.idle();
    const unavailable = { status: 'failed', reason: 'ui_unavailable', answers: {} };
    const settled = (await everything(cx)) as PromiseFulfilledResult<unknown>[];
    expect(settled.map(({ value }) => value)).toMatchObject([
      unavailable,
      unavailable,
      null,
      unavailable,
      { ask: false, reason: 'ui_unavailable', eligibleAt: null, survey: null, gates: [] },
      [],
      undefined,
    ]);
    process.off('unhandledRejection', rejected);
    expect(rejected).not.toHaveBeenCalled();
  });

  test('are loaded by the next trigger', async () => {
    chunks.fail = true;
    const cx = client();
    expect(await cx.trigger('launch')).toMatchObject({ reason: 'ui_unavailable' });
    chunks.fail = false;
    void cx.trigger('launch');
    await ports.pass(0);
    expect(prompts).toHaveLength(1);
  });
});

describe('a device whose history is not ours', () => {
  test.each([{}, 'shown', 5, [null]])('asks nobody, and rejects nothing: %j', async (history) => {
    ports.device.set('mp:89abcdef:h:u-17', history);
    const cx = client();
    cx.identify({ id: 'u-17' });
    const settled = await everything(cx);
    expect(settled.map(({ status }) => status)).toEqual(Array(7).fill('fulfilled'));
    expect(prompts.filter(({ mounting }) => !mounting.into)).toHaveLength(0);
  });
});

describe('a server', () => {
  test('may call everything: nothing is requested, and nothing throws', async () => {
    const requested = vi.fn();
    vi.stubGlobal('fetch', requested);
    const cx = createCx(options);
    cx.identify({ id: 'u-17' });
    cx.on('shown', () => {})();
    cx.setLocale('de');
    cx.reset();
    cx.consent('granted');
    cx.close();
    const settled = (await everything(cx as ReturnType<typeof client>)) as PromiseFulfilledResult<unknown>[];
    expect(settled.map(({ value }) => value)).toMatchObject([
      { status: 'not_asked', reason: 'no_page', answers: {} },
      { status: 'not_asked', reason: 'no_page' },
      null,
      { status: 'failed' },
      { ask: false, gates: [] },
      [],
      undefined,
    ]);
    cx.destroy();
    expect(requested).not.toHaveBeenCalled();
    expect(ports.gets).toEqual([]);
    vi.unstubAllGlobals();
  });
});
