import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fakePorts, memoryStorage } from '../ports/fake-ports.fixture.ts';
import { createFloor, type Floor } from './floor.ts';

const name = 'mp:01234567:floor';

// How long a first import takes is not for a test to wait.
beforeAll(() => import('../seldom.ts'));

/** Tabs of one browser: their time is one, and what one keeps, the others are told of. */
function browser({ locks }: { locks: boolean }) {
  const ports = fakePorts();
  const device = memoryStorage();
  const held = new Set<string>();
  const tabs: { storage: Set<() => void>; pagehide: Set<() => void> }[] = [];
  let words = 0;

  const request = async (lock: string, _: object, callback: (lock: object | null) => unknown) => {
    if (held.has(lock)) return void callback(null);
    held.add(lock);
    await callback({});
    held.delete(lock);
  };
  const open = () => {
    const heard = { storage: new Set<() => void>(), pagehide: new Set<() => void>() };
    tabs.push(heard);
    const floor = createFloor(name, {
      after: ports.after,
      chance: () => words++ / 100,
      locks: (locks ? { request } : undefined) as LockManager,
      device: {
        get: device.get,
        set: (key, value) => {
          device.set(key, value);
          for (const other of tabs) if (other !== heard) for (const callback of other.storage) callback();
        },
      },
      onTabs: (event, callback) => {
        heard[event].add(callback);
        return () => heard[event].delete(callback);
      },
    });
    return {
      take: floor,
      hide: () => {
        for (const callback of heard.pagehide) callback();
      },
      kill: () => {
        heard.storage.clear();
        held.clear();
      },
      listening: () => heard.storage.size + heard.pagehide.size,
    };
  };
  /** What taking the floor comes to, given the time that it needs. */
  const settled = async (...takes: ReturnType<Floor>[]) => {
    await ports.pass(1_000);
    return Promise.all(takes);
  };
  /** What has been given back is free. */
  const freed = () => ports.pass(0);
  return { open, settled, freed, device, ports };
}

describe.each([
  ['by a lock', true],
  ['by a word on the device', false],
])('the floor, taken %s', (_, locks) => {
  test('is one tab’s at a time, and the next one’s when it is given back', async () => {
    const { open, settled, freed } = browser({ locks });
    const [first, second] = [open(), open()];
    const [leave] = await settled(first.take());
    expect(leave).toBeTypeOf('function');
    expect(await settled(second.take())).toEqual([null]);
    leave?.();
    await freed();
    expect(await settled(second.take())).toEqual([expect.any(Function)]);
    expect(await settled(first.take())).toEqual([null]);
  });

  test('is free again when the tab that has it goes, and nothing listens there any more', async () => {
    const { open, settled, freed } = browser({ locks });
    const [first, second] = [open(), open()];
    await settled(first.take());
    first.hide();
    expect(first.listening()).toBe(0);
    await freed();
    expect(await settled(second.take())).toEqual([expect.any(Function)]);
  });

  test('is not held by a tab that was killed', async () => {
    const { open, settled } = browser({ locks });
    const [first, second] = [open(), open()];
    await settled(first.take());
    first.kill();
    expect(await settled(second.take())).toEqual([expect.any(Function)]);
  });

  test('may be given back twice', async () => {
    const { open, settled, freed } = browser({ locks });
    const [first, second] = [open(), open()];
    const [leave] = await settled(first.take());
    leave?.();
    leave?.();
    await freed();
    const [other] = await settled(second.take());
    expect(other).toBeTypeOf('function');
    leave?.();
    expect(await settled(first.take())).toEqual([null]);
  });

  test('is one tab’s, however many take it and whenever they do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_500), { minLength: 1, maxLength: 8 }), async (waits) => {
        const { open, settled, ports } = browser({ locks });
        const takes: ReturnType<Floor>[] = [];
        for (const wait of waits) {
          await ports.pass(wait);
          takes.push(open().take());
        }
        const holders = (await settled(...takes)).filter((leave) => leave !== null);
        expect(holders).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the floor', () => {
  test('is taken by a word where locks are refused, as in a sandboxed frame', async () => {
    const ports = fakePorts();
    const request = async () => {
      throw new DOMException('refused', 'SecurityError');
    };
    const taken = createFloor(name, { ...ports, locks: { request } as unknown as LockManager })();
    await ports.pass(999);
    expect(ports.device.get(name)).toBeGreaterThanOrEqual(1);
    await ports.pass(1);
    expect(await taken).toBeTypeOf('function');
    expect(ports.device.get(name)).toBe(0);
  });

  test('of two that object at the same time, neither answers the other for ever', async () => {
    const { open, settled, device, ports } = browser({ locks: false });
    const [first, second, third] = [open(), open(), open()];
    await settled(first.take());
    const taken = second.take();
    await ports.pass(0);
    // The objection of a tab that is too busy comes too late.
    device.set(name, 1.01);
    expect(await settled(taken)).toEqual([expect.any(Function)]);
    expect(await settled(third.take())).toEqual([null]);
    expect(device.get(name)).toBe(0);
  });
});
