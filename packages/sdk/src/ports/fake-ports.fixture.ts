import type { TurnPorts } from '../asking/turn-ports.ts';
import { memoryParcels } from '../sending/memory-parcels.fixture.ts';
import type { Reply, SendingPorts } from '../sending/sending-ports.ts';
import type { Ports } from './index.ts';
import type { Storage } from './storage.ts';

/** Ports that a test holds in its hand: time moves when it says so, and the network answers what it says. */
export interface FakePorts extends Ports, SendingPorts, TurnPorts {
  /** Lets time pass, and everything happen that was to happen in it. */
  pass(ms: number): Promise<void>;
  leave(): void;
  online(): void;
  idle(): void;
  /** What stands in the page has come into view. */
  see(): void;
  /** The path that the page is on. */
  route: string;
  /** How many callbacks wait for an event or a time. */
  listening(): number;
  /** What was posted, oldest first. */
  posts: { url: string; body: Record<string, unknown> }[];
  gets: string[];
  /** What each of those may be answered from. */
  cached: RequestCache[];
  /** Decides what a request is answered; a promise keeps it waiting. */
  answer: (method: 'get' | 'post', url: string) => Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body, retryAfter: null });
export const status = (code: number, retryAfterMs: number | null = null): Reply => ({
  status: code,
  body: null,
  retryAfter: retryAfterMs === null ? null : `${retryAfterMs / 1_000}`,
});
export const stored = ok({ accepted: 1, repeated: 0, rejected: [] });

export function memoryStorage(entries = new Map<string, string>()): Storage {
  return {
    get: (key) => JSON.parse(entries.get(key) ?? 'null') as unknown,
    set: (key, value) =>
      void (value === null ? entries.delete(key) : entries.set(key, JSON.stringify(value))),
  };
}

/** A lock that nobody else wants. */
const freeLock = async (_: string, __: object, callback: (lock: object) => unknown) => callback({});

/** Everything that was promised has happened, as far as it can without time passing. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await new Promise((turned) => setImmediate(turned));
};

export function fakePorts(overrides: Partial<FakePorts> = {}): FakePorts {
  let now = Date.parse('2026-11-22T07:00:00.000Z');
  let seed = 1;
  const timers = new Set<{ at: number; callback: () => void }>();
  const hooks = {
    leave: new Set<() => unknown>(),
    online: new Set<() => unknown>(),
    idle: new Set<() => unknown>(),
    seen: new Set<() => unknown>(),
  };
  const hook = (name: keyof typeof hooks) => (callback: () => unknown) => {
    hooks[name].add(callback);
    return () => hooks[name].delete(callback);
  };
  const fire = (name: keyof typeof hooks) => () => {
    for (const callback of Array.from(hooks[name])) callback();
  };
  /** Calls back once. */
  const fireOnce = (name: keyof typeof hooks) => () => {
    const callbacks = [...hooks[name]];
    hooks[name].clear();
    for (const callback of callbacks) callback();
  };
  const ports: FakePorts = {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    consented: false,
    present: true,
    automated: false,
    private: false,
    address: () => `https://host.example${ports.route}`,
    locale: () => 'en',
    whenIdle: (callback) => void hook('idle')(callback),
    device: memoryStorage(),
    session: memoryStorage(),
    fetchJson: async (url, { method, body, cache }) => {
      if (method) return (await ports.post(url, body as string)).body;
      ports.gets.push(url);
      if (cache) ports.cached.push(cache);
      return (await ports.answer('get', url)).body;
    },
    post: async (url, body) => {
      ports.posts.push({ url, body: JSON.parse(body) as Record<string, unknown> });
      return ports.answer('post', url);
    },
    alone: (_, work) => work(),
    parcels: () => memoryParcels(),
    onLeave: hook('leave'),
    onOnline: hook('online'),
    onceSeen: (_, callback) => hook('seen')(callback),
    // Alone in its browser, with nothing over the page.
    locks: { request: freeLock as LockManager['request'] },
    onTabs: () => () => {},
    isClear: () => true,
    mayBeTyping: () => false,
    onScreen: () => () => {},
    path: () => ports.route,
    route: '/tickets/42',
    chance: () => 0.5,
    bytes: (count) => Uint8Array.from({ length: count }, () => (seed = (seed * 75 + 74) % 251)),
    posts: [],
    gets: [],
    cached: [],
    answer: () => stored,
    leave: fire('leave'),
    online: fire('online'),
    idle: fireOnce('idle'),
    see: fireOnce('seen'),
    listening: () => timers.size + hooks.leave.size + hooks.online.size + hooks.seen.size,
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
