import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answer, type Device, delivery, openBrowser, openDevice, start } from './device.ts';

let browser: Browser;
let device: Device;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  device = await openDevice(browser);
});
afterEach(() => device[Symbol.asyncDispose]());

const said = async () =>
  (await device.stored())
    .map(({ person, answers }) => [person?.id, answers?.map(({ value }) => value)])
    .sort(([a = ''], [b = '']) => `${a}`.localeCompare(`${b}`));
const within = { timeout: 20_000 };
/** Names of what the device keeps for us. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    names: [localStorage, sessionStorage].flatMap((kept) => Object.keys(kept)),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

/** What happens in the page before anything else does, in every tab. */
const refusals: Record<string, () => void> = {
  noIndexedDb: () => Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: undefined }),
  refusedIndexedDb: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  },
  refusedLocalStorage: () =>
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    }),
};

async function answerOffline(page: Page) {
  await device.connect(false);
  await answer(page, { person: 'u-1', values: [4] });
  await expect.poll(() => delivery(page), within).toBe('kept');
  await device.connect(true);
}

describe('an answer survives a reload', () => {
  test.each(['noIndexedDb', 'refusedIndexedDb'])('with %s, in localStorage', async (refusal) => {
    await device.context.addInitScript(refusals[refusal] ?? '');
    const page = await device.visit();
    await answerOffline(page);
    await page.reload();
    await start(page);
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
  });

  test('when the quota of the browser is exceeded', async () => {
    const page = await device.visit();
    const developer = await device.context.newCDPSession(page);
    await developer.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
      quotaSize: 1,
    });
    await answerOffline(page);
    expect((await kept(page)).names).toContainEqual(expect.stringMatching(/parcels$/));
    await page.reload();
    await start(page);
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
  });

  test('with no localStorage, and is sent with the next', async () => {
    await device.context.addInitScript(refusals['refusedLocalStorage'] ?? '');
    const page = await device.visit();
    await answerOffline(page);
    await page.reload();
    await start(page);
    await answer(page, { person: 'u-2', values: [3] });
    await expect.poll(said, within).toEqual([
      ['u-1', [4]],
      ['u-2', [3]],
    ]);
  });
});

test('an answer is sent though the browser keeps nothing at all', async () => {
  for (const name of ['noIndexedDb', 'refusedLocalStorage'])
    await device.context.addInitScript(refusals[name] ?? '');
  const page = await device.visit();
  await answerOffline(page);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(said, within).toEqual([['u-1', [4]]]);
});

describe('a person who denies consent', () => {
  test('has nothing of ours on the device any more, and nothing is sent', async () => {
    const other = await device.visit();
    const page = await device.visit();
    await answerOffline(page);
    expect((await kept(page)).databases).toHaveLength(1);
    device.posts.length = 0;
    await page.evaluate(() => globalThis.host().cx.consent('denied'));
    await expect.poll(() => kept(page), within).toEqual({ names: [], databases: [] });
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await other.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForTimeout(2_000);
    expect(device.posts).toEqual([]);
    await page.evaluate(() => globalThis.host().cx.consent('granted'));
    await answer(page, { person: 'u-2', values: [3] });
    await expect.poll(said, within).toEqual([['u-2', [3]]]);
  });

  test('keeps nothing before granting it', async () => {
    const page = await device.visit('required');
    await page.waitForLoadState('networkidle');
    expect(await kept(page)).toEqual({ names: [], databases: [] });
  });
});

describe('what was answered on the device', () => {
  const copies = (page: Page) =>
    page.evaluate(async () =>
      (await globalThis.host().cx.sent()).map(({ answers, stored }) => [answers, stored]),
    );

  test('is told to the person whose it is, over reloads', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4, 'slow'] });
    await expect.poll(() => delivery(page), within).toBe('sent');
    await page.reload();
    await start(page);
    await device.connect(false);
    await answer(page, { person: 'u-2', values: [3] });
    await expect.poll(() => delivery(page), within).toBe('kept');
    expect(await copies(page)).toEqual([[{ satisfaction: 3 }, false]]);
    await page.evaluate(() => globalThis.host().cx.identify({ id: 'u-1' }));
    expect(await copies(page)).toEqual([[{ satisfaction: 4, why: 'slow' }, true]]);
  });

  test('is withdrawn from the scores and deleted from the device', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4, 'slow'] });
    await expect.poll(() => delivery(page), within).toBe('sent');
    const score = async () => (await device.collector.counts({ metric: 'csat' })).body.rows[0]?.n ?? 0;
    expect(await score()).toBe(1);
    await page.evaluate(() => globalThis.host().cx.forget());
    expect(await copies(page)).toEqual([]);
    await expect.poll(score, within).toBe(0);
    expect(await said()).toEqual([['u-1', [null, null]]]);
  });

  test('stays withdrawn when there is no network and the page is reloaded', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4] });
    await expect.poll(() => delivery(page), within).toBe('sent');
    await device.connect(false);
    await page.evaluate(() => globalThis.host().cx.forget());
    await device.connect(true);
    await page.reload();
    await start(page);
    await expect.poll(said, within).toEqual([['u-1', [null]]]);
  });
});
