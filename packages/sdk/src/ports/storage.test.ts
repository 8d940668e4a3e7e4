import { afterEach, describe, expect, test, vi } from 'vitest';
import { webStorage } from './storage.ts';

afterEach(() => vi.unstubAllGlobals());

const always = () => ({ consented: true });

/** What a browser has: names with texts, of which it keeps so many. */
function browserStorage(entries: Record<string, string> = {}, room = Number.POSITIVE_INFINITY) {
  const kept = new Proxy(entries, {
    set: (target, name, value) => {
      if (Object.keys(target).length >= room) throw new DOMException('full', 'QuotaExceededError');
      return Reflect.set(target, name, `${value}`);
    },
  });
  vi.stubGlobal('localStorage', kept);
  return entries;
}

describe('storage', () => {
  test('keeps values as JSON, beside what is not ours', () => {
    const entries = browserStorage({ theirs: 'no JSON' });
    const storage = webStorage('localStorage', always);
    storage.set('mp:a', { one: 1 });
    storage.set('mp:b', 'two');
    expect(entries).toEqual({ theirs: 'no JSON', 'mp:a': '{"one":1}', 'mp:b': '"two"' });
    expect(storage.get('mp:a')).toEqual({ one: 1 });
    expect(webStorage('localStorage', always).get('mp:b')).toBe('two');
  });

  test('removes with null', () => {
    const entries = browserStorage();
    const storage = webStorage('localStorage', always);
    storage.set('mp:a', 1);
    storage.set('mp:a', null);
    expect(entries).toEqual({});
    expect(storage.get('mp:a') ?? null).toBeNull();
  });

  test('reads null where there is nothing, or no JSON', () => {
    browserStorage({ 'mp:a': '{broken' });
    const storage = webStorage('localStorage', always);
    expect(storage.get('mp:a') ?? null).toBeNull();
    expect(storage.get('mp:b') ?? null).toBeNull();
  });

  test('holds in memory what a full one refuses, the newest value of a name', () => {
    const entries = browserStorage({ 'mp:a': '1' }, 1);
    const storage = webStorage('localStorage', always);
    storage.set('mp:a', 2);
    storage.set('mp:b', 3);
    expect(entries).toEqual({ 'mp:a': '1' });
    expect([storage.get('mp:a'), storage.get('mp:b')]).toEqual([2, 3]);
  });

  test.each<[string, () => void]>([
    ['there is none, as on a server', () => vi.stubGlobal('localStorage', undefined)],
    [
      'even naming it throws, as where the page may not store',
      () =>
        Object.defineProperty(globalThis, 'localStorage', {
          configurable: true,
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
    ],
  ])('holds everything in memory where %s', (_, forbid) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    forbid();
    const storage = webStorage('localStorage', always);
    storage.set('mp:a', [1]);
    expect(storage.get('mp:a')).toEqual([1]);
    storage.set('mp:a', null);
    expect(storage.get('mp:a') ?? null).toBeNull();
    if (before) Object.defineProperty(globalThis, 'localStorage', before);
    else Reflect.deleteProperty(globalThis, 'localStorage');
  });
});
