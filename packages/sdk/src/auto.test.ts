import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CxOptions } from './api.ts';

const made: { options: CxOptions; calls: unknown[][] }[] = [];
vi.mock('./client.ts', () => ({
  createClient: (options: CxOptions) => {
    const calls: unknown[][] = [];
    made.push({ options, calls });
    const noted =
      (name: string) =>
      (...args: unknown[]) =>
        void calls.push([name, ...args]);
    return { trigger: noted('trigger'), identify: noted('identify') };
  },
}));

/** The address that the script finds itself at. */
const here = new URL('./auto.ts', import.meta.url).href;
const key = 'mp_pub_0123456789abcdef';
let page: { cx?: unknown };

/** A page with such a tag loads the script. */
async function load(dataset: Record<string, string>, at = (url: string) => url) {
  vi.resetModules();
  vi.stubGlobal('window', page);
  const probe: { src: string; dataset: object }[] = [
    { src: 'https://cdn.example/other.js', dataset: { key: 'not ours' } },
  ];
  // The tag is found by the address of the module, whatever the test runner makes of it.
  vi.stubGlobal('document', {
    scripts: {
      *[Symbol.iterator]() {
        yield* probe;
        yield {
          dataset,
          get src() {
            return at(here);
          },
        };
      },
    },
  });
  await import('./auto.ts');
}

beforeEach(() => {
  made.length = 0;
  page = {};
});
afterEach(() => vi.unstubAllGlobals());

describe('the script tag', () => {
  test('starts a client with what its tag says; the collector is where it lies', async () => {
    await load({ key, consent: 'required', locale: 'de', allowAutomation: '' });
    expect(made.map(({ options }) => options)).toEqual([
      {
        key,
        consent: 'required',
        locale: 'de',
        allowAutomation: true,
        collector: here.replace('/auto.ts', ''),
      },
    ]);
    expect(page.cx).toHaveProperty('trigger');
  });

  test('does nothing without a key, nor for a tag of another address', async () => {
    await load({});
    await load({ key }, (url) => `${url}?other`);
    expect(made).toEqual([]);
    expect(page).toEqual({});
  });

  test('passes over what is no call', async () => {
    page.cx = [null, 7, ['trigger', 'ticket_closed']];
    await load({ key });
    const { push } = page.cx as { push(...calls: unknown[]): void };
    push(null, undefined, 'trigger', {}, ['trigger', 'ticket_reopened']);
    expect(made[0]?.calls).toEqual([
      ['trigger', 'ticket_closed'],
      ['trigger', 'ticket_reopened'],
    ]);
  });

  test('replays what was called before it was there, in order, and takes calls ever after', async () => {
    page.cx = [
      ['identify', { id: 'u-17' }],
      ['trigger', 'ticket_closed', { ticketId: 'T-42' }],
      ['constructed', 1],
    ];
    await load({ key });
    const { push } = page.cx as { push: (...calls: unknown[][]) => void };
    push(['trigger', 'launch'], ['trigger', 'talk']);
    expect(made[0]?.calls).toEqual([
      ['identify', { id: 'u-17' }],
      ['trigger', 'ticket_closed', { ticketId: 'T-42' }],
      ['trigger', 'launch'],
      ['trigger', 'talk'],
    ]);
  });

  test('is one, though its tag is there twice', async () => {
    await load({ key });
    const first = page.cx;
    await load({ key });
    expect(page.cx).toBe(first);
    expect(made).toHaveLength(1);
  });
});
