import { beforeEach, describe, expect, test } from 'vitest';
import { ok, status, stored } from '../ports/fake-ports.fixture.ts';
import {
  answered,
  bench,
  clearBench,
  id,
  keep,
  marked,
  open,
  put,
  response,
  sentIds,
  sentStates,
  waiting,
} from './outbox.fixture.ts';
import type { Reply } from './sending-ports.ts';

beforeEach(clearBench);

describe('an outbox whose collector does not take what is sent', () => {
  test('keeps a state through failures and sends it again, later each time', async () => {
    bench.ports.answer = () => status(0);
    put(open(), response());
    await bench.ports.pass(0);
    expect(bench.log).toEqual(['1 sending', '1 kept']);
    for (const [nth, wait] of [750, 1_500, 3_000].entries()) {
      await bench.ports.pass(wait - 1);
      expect(bench.ports.posts).toHaveLength(nth + 1);
      await bench.ports.pass(1);
      expect(bench.ports.posts).toHaveLength(nth + 2);
    }
    bench.ports.answer = () => stored;
    await bench.ports.pass(6_000);
    expect(waiting()).toBe(0);
  });

  test('waits no longer than five minutes, and one second again after a success', async () => {
    bench.ports.answer = () => status(0);
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(3_600_000);
    const before = bench.ports.posts.length;
    await bench.ports.pass(300_000);
    expect(bench.ports.posts.length).toBeGreaterThan(before);
    bench.ports.answer = () => stored;
    await bench.ports.pass(300_000);
    bench.ports.answer = () => status(0);
    put(outbox, response({ id: id(2) }));
    const again = bench.ports.posts.length + 2;
    await bench.ports.pass(750);
    expect(bench.ports.posts).toHaveLength(again);
  });

  test.each([
    [429, 'so many seconds', '10'],
    [503, 'a date', 'Sun, 22 Nov 2026 07:00:10 GMT'],
  ])('waits after a %d until %s, even when there is more to send', async (code, _, retryAfter) => {
    bench.ports.answer = () => ({ status: code, body: null, retryAfter });
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(5_000);
    put(outbox, response({ locale: 'en' }));
    bench.ports.leave();
    bench.ports.online();
    await bench.ports.pass(4_999);
    expect(bench.ports.posts).toHaveLength(1);
    bench.ports.answer = () => stored;
    await bench.ports.pass(1);
    expect(sentStates()[1]).toMatchObject({ locale: 'en' });
    expect(waiting()).toBe(0);
  });

  test('waits no longer than it was asked to when the clock is put back meanwhile', async () => {
    let back = 0;
    const { now } = bench.ports;
    bench.ports.now = () => now() - back;
    bench.ports.answer = () => status(429, 10_000);
    put(open(), response());
    await bench.ports.pass(0);
    back = 3_600_000;
    bench.ports.answer = () => stored;
    await bench.ports.pass(10_000);
    expect(waiting()).toBe(0);
  });

  test('believes the longest of several waits', async () => {
    const replies = [status(503, 10_000), status(0)];
    bench.ports.answer = () => replies.shift() ?? stored;
    const outbox = open();
    put(outbox, response());
    put(outbox, response({ id: id(2) }));
    bench.ports.leave();
    await bench.ports.pass(9_999);
    expect(bench.ports.posts).toHaveLength(2);
    await bench.ports.pass(1);
    expect(waiting()).toBe(0);
  });

  test('sets no timer when a send fails after it was stopped', async () => {
    let reply: (reply: Reply) => void = () => {};
    bench.ports.answer = () => new Promise((resolve) => (reply = resolve));
    const before = bench.ports.listening();
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(0);
    outbox.stop();
    reply(status(0));
    await bench.ports.pass(0);
    expect(bench.ports.listening()).toBe(before);
  });

  test.each([401, 403, 500])('keeps a response through a %d', async (code) => {
    bench.ports.answer = () => status(code);
    put(open(), response());
    await bench.ports.pass(60_000);
    expect([waiting(), marked()]).toEqual([1, true]);
  });

  test.each<[string, Reply, string]>([
    [
      'a response that the collector refuses',
      ok({ accepted: 0, repeated: 0, rejected: [{ id: 'x', code: 'question_unknown', detail: '' }] }),
      'question_unknown',
    ],
    [
      'an envelope that it does not understand',
      { ...status(400), body: { code: 'envelope_invalid' } },
      'envelope_invalid',
    ],
    ['one that is too large', { ...status(413), body: { code: 'too_large' } }, 'too_large'],
  ])('drops %s, says so, and never sends it again', async (_, reply, code) => {
    bench.ports.answer = () => reply;
    put(open(), answered(4));
    await bench.ports.pass(600_000);
    expect(bench.log).toEqual(['1 sending', `1 dropped ${code}`]);
    expect([bench.kept.size, marked(), bench.ports.posts.length]).toEqual([0, false, 1]);
  });

  test.each<[string, Reply]>([
    ['a page of somebody else', status(200)],
    ['JSON of somebody else', ok({ ok: true })],
    ['JSON that looks a little like ours', ok({ rejected: 5 })],
    ['a refusal of somebody else', { ...status(400), body: { code: 'E42' } }],
    ['a limit of somebody else', status(413)],
  ])('keeps a response that %s is answered to', async (_, reply) => {
    bench.ports.answer = () => reply;
    put(open(), response());
    await bench.ports.pass(0);
    expect(waiting()).toBe(1);
    expect(bench.log.at(-1)).toBe('1 kept');
    bench.ports.answer = () => stored;
    await bench.ports.pass(60_000);
    expect(waiting()).toBe(0);
  });

  test('tries at once when the network is back', async () => {
    bench.ports.answer = () => status(0);
    put(open(), response());
    await bench.ports.pass(0);
    bench.ports.answer = () => stored;
    bench.ports.online();
    await bench.ports.pass(0);
    expect(waiting()).toBe(0);
  });

  test('one that always fails holds up nobody behind it', async () => {
    bench.ports.answer = () => (sentStates().at(-1)?.id.endsWith('1') ? status(500) : stored);
    const outbox = open();
    put(outbox, response());
    put(outbox, response({ id: id(2) }));
    await bench.ports.pass(0);
    expect(bench.log).toContain('2 sent');
    expect(waiting()).toBe(1);
  });

  test('tries one alone while nothing comes back at all', async () => {
    bench.ports.answer = () => status(0);
    for (const nth of [1, 2, 3]) keep({ person: null, response: response({ id: id(nth) }) });
    bench.ports.device.set('mp:test:out', 1);
    open();
    await bench.ports.pass(0);
    expect(sentIds()).toEqual(['1']);
  });
});
