import type { Reply, SendingPorts } from '../sending/sending-ports.ts';
import type { Ports } from './index.ts';
import type { Storage } from './storage.ts';

/** Ports that a test holds in its hand: time moves when it says so, and the network answers what it says. */
export interface FakePorts extends Ports, SendingPorts {
  /** Lets time pass, and everything happen that was to happen in it. */
  pass(ms: number): Promise<void>;
  leave(): void;
  online(): void;
  idle(): void;
  /** What was posted, oldest first. */
  posts: { url: string; body: Record<string, unknown> }[];
  gets: string[];
  /** What each of those may be answered from. */
  cached: RequestCache[];
  /** Decides what a request is answered; a promise keeps it waiting. */
  answer: (method: 'get' | 'post', url: string) => Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body, retryAfterMs: null });
export const status = (code: number, retryAfterMs: number | null = null): Reply => ({
  status: code,
  body: null,
  retryAfterMs,
});
export const stored = ok({ accepted: 1, repeated: 0, rejected: [] });

export function memoryStorage(entries = new Map<string, string>()): Storage {
  return {
    get: (key) => JSON.parse(entries.get(key) ?? 'null') as unknown,
    set: (key, value) =>
      void (value === null ? entries.delete(key) : entries.set(key, JSON.stringify(value))),
    keys: (prefix) => [...entries.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** Everything that was promised has happened, as far as it can without time passing. */
const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

export function fakePorts(overrides: Partial<FakePorts> = {}): FakePorts {
  let now = Date.parse('2026-11-22T07:00:00.000Z');
  let seed = 1;
  const timers = new Set<{ at: number; callback: () => void }>();
  const hooks = { leave: new Set<() => void>(), online: new Set<() => void>(), idle: new Set<() => void>() };
  const hook = (name: keyof typeof hooks) => (callback: () => void) => {
    hooks[name].add(callback);
    return () => hooks[name].delete(callback);
  };
  const fire = (name: keyof typeof hooks) => () => {
    for (const callback of hooks[name]) callback();
  };
  const ports: FakePorts = {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    present: true,
    automated: false,
    locale: () => 'en',
    whenIdle: (callback) => void hook('idle')(callback),
    device: memoryStorage(),
    session: memoryStorage(),
    fetchJson: async (url, cache) => {
      ports.gets.push(url);
      ports.cached.push(cache);
      return (await ports.answer('get', url)).body;
    },
    post: async (url, body) => {
      ports.posts.push({ url, body: JSON.parse(body) as Record<string, unknown> });
      return ports.answer('post', url);
    },
    onLeave: hook('leave'),
    onOnline: hook('online'),
    path: () => '/tickets/42',
    random: () => 0.5,
    bytes: (count) => Uint8Array.from({ length: count }, () => (seed = (seed * 75 + 74) % 251)),
    posts: [],
    gets: [],
    cached: [],
    answer: () => stored,
    leave: fire('leave'),
    online: fire('online'),
    idle: () => {
      const callbacks = [...hooks.idle];
      hooks.idle.clear();
      for (const callback of callbacks) callback();
    },
    pass: async (ms) => {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.callback();
        await settle();
      }
      now = until;
    },
    ...overrides,
  };
  return ports;
}
