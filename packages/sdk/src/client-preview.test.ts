import { beforeEach, expect, test, vi } from 'vitest';
import { chunks, newPage, options, programWith, prompts, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, ok, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

let ports: FakePorts;
const view = viewOf(programWith({ sample: 0, audience: { plan: { in: ['pro'] } } }));

beforeEach(async () => {
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(view) : stored) });
  await newPage();
});

const client = () => createClient<string>(options, ports);

test('a preview shows what the governor would not, and records, remembers, tells and claims nothing', async () => {
  const cx = client();
  cx.identify({ id: 'u-17' });
  const told = vi.fn();
  for (const name of ['shown', 'answered', 'completed', 'dismissed', 'not_asked', 'failed'] as const)
    cx.on(name, told);
  const outcome = cx.preview('ticket_closed');
  await ports.pass(0);
  expect(prompts).toHaveLength(1);
  prompts[0]?.session.answer(4);
  expect(await outcome).toEqual({ status: 'completed', answers: { how: 4 } });
  await ports.pass(60_000);
  expect(ports.posts).toEqual([]);
  expect(told).not.toHaveBeenCalled();
  expect(ports.device.get('mp:89abcdef:h:u-17')).toBeNull();
});

test('a preview stands beside a prompt, and holds up none', async () => {
  const cx = client();
  void cx.preview('talk');
  await ports.pass(0);
  expect((await cx.explain('launch')).gates.at(-1)).toMatchObject({ gate: 'busy', open: true });
  void cx.trigger('launch');
  await ports.pass(0);
  void cx.preview('talk');
  await ports.pass(0);
  expect(prompts).toHaveLength(3);
});

test('a preview that is dismissed is told so, and no survey hears of it', async () => {
  const cx = client();
  const outcome = cx.preview('talk');
  await ports.pass(0);
  cx.close();
  expect(await outcome).toEqual({ status: 'dismissed', reason: 'superseded', answers: {} });
});

test.each<[string, string, () => void]>([
  ['a touchpoint that the program does not know', 'touchpoint_unknown', () => {}],
  ['no program', 'program_unavailable', () => (ports.answer = () => ok(null))],
  ['no part that draws', 'ui_unavailable', () => (chunks.fail = true)],
])('a preview of %s fails', async (_, reason, spoil) => {
  spoil();
  expect(await client().preview('__proto__')).toMatchObject({ status: 'failed', reason, answers: {} });
  expect(prompts).toHaveLength(0);
});

test('a preview of a survey that the program keeps from pages fails', async () => {
  ports.answer = () => ok({ ...view, surveys: {} });
  expect(await client().preview('talk')).toMatchObject({ status: 'failed', reason: 'program_unavailable' });
});

test('a preview that is destroyed on its way is not shown', async () => {
  chunks.arrive = new Promise((arrived) => ports.after(500, arrived));
  const cx = client();
  const outcome = cx.preview('talk');
  await ports.pass(0);
  cx.destroy();
  await ports.pass(500);
  expect(await outcome).toMatchObject({ status: 'failed' });
  expect(prompts).toHaveLength(0);
});
