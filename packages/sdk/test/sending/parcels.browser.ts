import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { launchChromium } from '@milepost/testkit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KeptParcel, Parcels } from '../../src/sending/parcels.ts';
import { type HostPage, serveHostPage } from '../host-page.ts';

/** A source of ours as a browser reads it; these import nothing but types. */
const source = (path: string) => ({
  type: 'text/javascript',
  body: stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../../src', path), 'utf8')),
});
const app = `import { indexedParcels } from '/indexed-parcels.js';
  import { localParcels } from '/local-parcels.js';
  import { webStorage } from '/storage.js';
  const local = (allowed) => localParcels(webStorage('localStorage', () => ({ consented: allowed })), 'mp:test:parcels');
  globalThis.parcels = { indexed: indexedParcels('mp:test:'), local: local(true), memory: local(false) };`;

interface HostScope {
  parcels: Record<string, Parcels>;
}

let browser: Browser;
let context: BrowserContext;
let host: HostPage;

beforeAll(async () => {
  browser = await launchChromium();
  host = await serveHostPage(
    {
      '/': { type: 'text/html', body: '<!doctype html><script type="module" src="/app.js"></script>' },
      '/app.js': { type: 'text/javascript', body: app },
      '/indexed-parcels.js': source('sending/indexed-parcels.ts'),
      '/local-parcels.js': source('sending/local-parcels.ts'),
      '/storage.js': source('ports/storage.ts'),
    },
    "default-src 'none'; script-src 'self'",
  );
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function visit(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(host.url);
  await page.waitForFunction(() => 'parcels' in globalThis);
  return page;
}

const parcel = (id: string, version = 1): KeptParcel => ({
  person: null,
  response: { id, touchpoint: 't', survey: 's', version, shown: '2026-11-22T07:00:00.000Z' },
});

describe.each(['indexed', 'local', 'memory'])('parcels that are %s', (where) => {
  const put = (page: Page, ...parcels: KeptParcel[]) =>
    page.evaluate(
      async ({ where, parcels }) => {
        const place = (globalThis as unknown as HostScope).parcels[where];
        for (const one of parcels) await place?.change(one.response.id, () => one);
      },
      { where, parcels },
    );
  const all = (page: Page) =>
    page.evaluate((where) => (globalThis as unknown as HostScope).parcels[where]?.all() ?? [], where);

  test('are none at first', async () => {
    expect(await all(await visit())).toEqual([]);
  });

  test('are kept one a response, whatever its id', async () => {
    const page = await visit();
    const hostile = ['__proto__', 'constructor', ''].map((id) => parcel(id));
    await put(page, ...hostile, parcel('a'), parcel('a', 2));
    const kept = await all(page);
    expect(kept).toHaveLength(4);
    expect(kept).toEqual(expect.arrayContaining([...hostile, parcel('a', 2)]));
  });

  test('are told as they are to who changes them, and go with null', async () => {
    const page = await visit();
    await put(page, parcel('a'), parcel('b'));
    const found = await page.evaluate(async (where) => {
      const place = (globalThis as unknown as HostScope).parcels[where];
      const found: (KeptParcel | null)[] = [];
      const look = (one: KeptParcel | null) => {
        found.push(one);
        return null;
      };
      await place?.change('a', look);
      await place?.change('a', look);
      return found;
    }, where);
    expect(found).toEqual([parcel('a'), null]);
    expect(await all(page)).toEqual([parcel('b')]);
  });

  test('are changed one after the other, however many changes come at once', async () => {
    const page = await visit();
    await put(page, parcel('a', 0));
    await raise(page, where);
    expect(await all(page)).toEqual([parcel('a', 100)]);
  });

  if (where !== 'memory')
    test('are there after a reload, and in other tabs', async () => {
      const page = await visit();
      await put(page, parcel('a'));
      await page.reload();
      await page.waitForFunction(() => 'parcels' in globalThis);
      expect(await all(page)).toEqual([parcel('a')]);
      expect(await all(await visit())).toEqual([parcel('a')]);
    });

  if (where === 'indexed') {
    test('lose no change of two tabs', async () => {
      const pages = [await visit(), await visit()];
      await put(pages[0] as Page, parcel('a', 0));
      await Promise.all(pages.map((page) => raise(page, where)));
      expect(await all(pages[1] as Page)).toEqual([parcel('a', 200)]);
    });

    test('can be deleted while another tab uses them', async () => {
      const [page, other] = [await visit(), await visit()];
      await put(page, parcel('a'));
      await all(other);
      await page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const deletion = indexedDB.deleteDatabase('mp:test:');
            deletion.onsuccess = resolve;
            deletion.onblocked = deletion.onerror = reject;
          }),
      );
      expect(await all(other)).toEqual([]);
    });
  }
});

/** Changes a parcel a hundred times at once. */
const raise = (page: Page, where: string) =>
  page.evaluate(async (where) => {
    const place = (globalThis as unknown as HostScope).parcels[where];
    await Promise.all(
      Array.from({ length: 100 }, () =>
        place?.change('a', (one) =>
          one ? { ...one, response: { ...one.response, version: one.response.version + 1 } } : one,
        ),
      ),
    );
  }, where);
