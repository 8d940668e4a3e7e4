import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newPage, options, programWith, prompts, statesSent, viewOf } from './client.fixture.ts';
import { createClient } from './client.ts';
import { type FakePorts, fakePorts, ok, stored } from './ports/fake-ports.fixture.ts';

vi.mock('./load.ts', () => import('./client.fixture.ts'));
vi.mock('./ui/mount.ts', () => import('./client.fixture.ts'));

let ports: FakePorts;

beforeEach(async () => {
  ports = fakePorts({ answer: (method) => (method === 'get' ? ok(viewOf(programWith())) : stored) });
  await newPage();
});

const client = () => createClient<string>(options, ports);

describe('somebody who says later who they are', () => {
  test('is the person who reached the touchpoint', async () => {
    const cx = client();
    void cx.trigger('ticket_closed');
    await ports.pass(500);
    cx.identify({ id: 'u-17' });
    await ports.pass(500);
    expect(prompts).toHaveLength(1);
    expect(statesSent(ports)).toMatchObject([{ person: { id: 'u-17' } }]);
  });

  test('is not asked again what they answered before', async () => {
    const cx = client();
    void cx.trigger('launch');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    await ports.pass(0);
    cx.identify({ id: 'u-17' });
    expect(await cx.trigger('launch')).toMatchObject({ status: 'not_asked', reason: 'repeat' });
    expect(await cx.explain('launch')).toMatchObject({ ask: false, reason: 'repeat' });
  });
});

describe('somebody else', () => {
  test('answers for nobody but themselves: the prompt of the one before closes', async () => {
    const cx = client();
    cx.identify({ id: 'u-17' });
    const outcome = cx.trigger('launch');
    await ports.pass(0);
    cx.identify({ id: 'u-18' });
    prompts[0]?.session.answer(4);
    expect(await outcome).toEqual({ status: 'dismissed', reason: 'superseded', answers: {} });
    await ports.pass(0);
    expect(statesSent(ports).at(-1)).toMatchObject({ person: { id: 'u-17' } });
    expect(statesSent(ports).at(-1)).not.toHaveProperty('answers');
  });

  test('sees nothing of what was sent, and withdraws nothing', async () => {
    const cx = client();
    cx.identify({ id: 'u-17' });
    void cx.trigger('launch');
    await ports.pass(0);
    prompts[0]?.session.answer(4);
    await ports.pass(0);
    expect(await cx.sent()).toMatchObject([{ answers: { how: 4 } }]);
    cx.identify({ id: 'u-18' });
    expect(await cx.sent()).toEqual([]);
    await cx.forget();
    cx.identify({ id: 'u-17' });
    expect(await cx.sent()).toMatchObject([{ answers: { how: 4 } }]);
  });
});
