import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newPage, options, programWith, prompts, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, memoryStorage, ok, status, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

const dayMs = 86_400_000;
const view = viewOf(programWith());
let ports: FakePorts;
let kept: Map<string, string>;
let reachable: boolean;

/** A page of its own on the same device. */
async function open(more: Partial<typeof options> = {}) {
  await newPage();
  const cx = createClient<string>({ ...options, ...more }, ports);
  await rest();
  return cx;
}
/** The page has nothing to do, as often as it takes. */
async function rest() {
  for (let turn = 0; turn < 3; turn++) {
    ports.idle();
    await ports.pass(0);
  }
}
const told = () => ports.posts.flatMap(({ body }) => (body['tallies'] ?? []) as Record<string, unknown>[]);

beforeEach(() => {
  kept = new Map();
  reachable = true;
  let draw = 0;
  ports = fakePorts({
    device: memoryStorage(kept),
    chance: () => (draw = (draw + 0.377) % 1),
    answer: (method) => (method === 'get' ? ok(view) : reachable ? stored : status(0)),
  });
});

describe('what is counted', () => {
  test('is told when the page is idle: what was triggered, and the gate that kept it back', async () => {
    const cx = await open();
    await cx.trigger('nobody');
    expect(told()).toEqual([]);
    await rest();
    expect(told()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
        day: '2026-11-22',
        touchpoint: 'nobody',
        triggered: 1,
        gates: { sample: 1 },
      },
    ]);
    expect(ports.posts[0]?.body).toMatchObject({ key: options.key, responses: [] });
    expect(ports.posts[0]?.body).not.toHaveProperty('person');
  });

  test('is told once a day, then under the same id while the day lasts', async () => {
    const cx = await open();
    for (let time = 0; time < 3; time++) {
      await cx.trigger('nobody');
      await rest();
    }
    expect(told()).toMatchObject([{ triggered: 1 }]);
    await ports.pass(dayMs);
    await open();
    expect(told()).toMatchObject([
      { triggered: 1 },
      { day: '2026-11-22', triggered: 3, gates: { sample: 3 } },
    ]);
    expect(told()[1]?.['id']).toBe(told()[0]?.['id']);
    await open();
    expect(told()).toHaveLength(2);
    // A day that is over and told of is forgotten.
    expect(kept.get('mp:89abcdef:n')).toBeUndefined();
    expect(kept.get('mp:89abcdef:tallies')).not.toContain('nobody');
  });

  test('is told again at once when somebody was asked, as they may not come back', async () => {
    const cx = await open();
    await cx.trigger('nobody');
    await rest();
    void cx.trigger('launch');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    await rest();
    expect(told().slice(1)).toMatchObject([{ touchpoint: 'launch', triggered: 1, gates: {} }]);
  });

  test('waits for the next page when this one is left first', async () => {
    await (await open()).trigger('nobody');
    await open();
    expect(told()).toMatchObject([{ touchpoint: 'nobody', triggered: 1, gates: { sample: 1 } }]);
  });

  test('stays until the collector has it', async () => {
    const cx = await open();
    reachable = false;
    await cx.trigger('nobody');
    await rest();
    reachable = true;
    await ports.pass(dayMs);
    await open();
    expect(told()).toMatchObject([{ triggered: 1 }, { triggered: 1 }]);
    expect(told()[1]).toEqual(told()[0]);
  });

  test('is a session of the host as well, and a gate that closed late', async () => {
    const cx = await open();
    await cx.session('launch');
    void cx.trigger('talk');
    await ports.pass(0);
    await rest();
    expect(told()).toMatchObject([
      { touchpoint: 'launch', triggered: 1, gates: {} },
      { touchpoint: 'talk', triggered: 1, gates: { quiet_period: 1 } },
    ]);
  });

  test('survives whatever else has written in its place', async () => {
    kept.set('mp:89abcdef:n', '{"a":[1]}').set('mp:89abcdef:tallies', '7');
    await (await open()).trigger('nobody');
    await rest();
    expect(told()).toMatchObject([{ touchpoint: 'nobody' }]);
  });
});

describe('nothing is counted', () => {
  test.each<[string, (cx: Awaited<ReturnType<typeof open>>) => unknown]>([
    ['of a touchpoint that the program does not have', (cx) => cx.trigger('no_such')],
    ['of a preview', (cx) => cx.preview('launch')],
    ['of a question why', (cx) => cx.explain('nobody')],
    ['of what stands in the page', (cx) => cx.open('launch', { into: {} as Element })],
    [
      'after the end',
      (cx) => {
        cx.destroy();
        return cx.trigger('nobody');
      },
    ],
  ])('%s', async (_, act) => {
    void act(await open());
    await ports.pass(0);
    await rest();
    expect(kept.get('mp:89abcdef:n')).toBeUndefined();
    expect(told()).toEqual([]);
  });

  test('without consent', async () => {
    const cx = await open({ consent: 'required' });
    await cx.trigger('nobody');
    await rest();
    expect([...kept.keys()].filter((name) => /:(n|tallies)$/.test(name))).toEqual([]);
    expect(ports.posts).toEqual([]);
  });

  test('any more once it is to be forgotten', async () => {
    const cx = await open();
    await cx.trigger('nobody');
    await cx.forget();
    await rest();
    expect(told()).toEqual([]);
    expect([...kept.keys()].filter((name) => /:(n|tallies)$/.test(name))).toEqual([]);
  });
});
