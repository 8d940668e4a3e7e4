import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserPorts } from './index.ts';
import { browserPage } from './page.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the page', () => {
  test('is not there on a server, whatever names that lacks', () => {
    for (const name of ['navigator', 'location', 'requestIdleCallback']) vi.stubGlobal(name, undefined);
    const page = browserPage();
    expect({ ...page, address: page.address(), whenIdle: null }).toEqual({
      present: undefined,
      automated: undefined,
      private: undefined,
      address: undefined,
      whenIdle: null,
    });
  });

  test('tells a browser that a program drives, and one that asks not to be told apart', () => {
    vi.stubGlobal('document', {});
    vi.stubGlobal('location', { href: 'https://host.example/tickets/42#a' });
    vi.stubGlobal('navigator', { webdriver: true, globalPrivacyControl: true });
    const page = browserPage();
    expect([!!page.present, page.automated, page.private, page.address()]).toEqual([
      true,
      true,
      true,
      'https://host.example/tickets/42#a',
    ]);
  });

  test('is idle when the browser says so, or soon where it cannot say', async () => {
    const asked = vi.fn();
    vi.stubGlobal('requestIdleCallback', asked);
    const work = () => {};
    browserPage().whenIdle(work);
    expect(asked).toHaveBeenCalledWith(work);
    vi.stubGlobal('requestIdleCallback', undefined);
    await new Promise<void>((idle) => browserPage().whenIdle(idle));
  });
});

describe('the ports of a browser', () => {
  test.each<[string, () => Promise<unknown>, unknown]>([
    ['its JSON', async () => ({ json: async () => ({ revision: 1 }) }), { revision: 1 }],
    [
      'the JSON of a refusal',
      async () => ({ status: 401, json: async () => ({ code: 'key_unknown' }) }),
      { code: 'key_unknown' },
    ],
    ['nothing for no JSON', async () => ({ json: () => Promise.reject(new SyntaxError('<')) }), undefined],
    ['nothing for no network', () => Promise.reject(new TypeError('offline')), undefined],
  ])('read of an address %s', async (_, answer, found) => {
    vi.stubGlobal('fetch', answer);
    expect(await browserPorts().fetchJson('https://cx.example.com/v1/program', { cache: 'default' })).toEqual(
      found,
    );
  });

  test('keep nothing on the device before they may, and find then what is there', () => {
    const kept: Record<string, string> = { 'mp:id': '"before"' };
    vi.stubGlobal('localStorage', kept);
    const ports = browserPorts();
    expect(ports.device.get('mp:id')).toBeUndefined();
    ports.device.set('mp:id', 'passing');
    expect([kept['mp:id'], ports.device.get('mp:id')]).toEqual(['"before"', 'passing']);
    ports.consented = true;
    expect(ports.device.get('mp:id')).toBe('before');
    ports.consented = false;
    expect(ports.device.get('mp:id')).toBe('passing');
  });

  test('have a clock, and chance from 0 up to 1', () => {
    const ports = browserPorts();
    expect(ports.now()).toBeGreaterThan(Date.parse('2026-01-01'));
    expect(ports.chance()).toBeGreaterThanOrEqual(0);
    expect(ports.chance()).toBeLessThan(1);
  });
});
