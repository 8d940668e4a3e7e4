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

const reload = async (page: Page) => {
  await page.reload();
  await start(page);
};
/** What the collector has: who said what. */
const said = async () =>
  (await device.stored())
    .map(({ person, answers }) => [person?.id, answers?.map(({ value }) => value)])
    .sort(([a = ''], [b = '']) => `${a}`.localeCompare(`${b}`));
/** Somebody answered without a network so many days ago, and closed the page. */
async function answeredBefore(days: number) {
  const { clock } = device.context;
  await clock.install({ time: Date.now() - days * 86_400_000 });
  const page = await device.visit();
  await device.connect(false);
  await answer(page, { person: 'u-1', values: [4] });
  await expect.poll(() => delivery(page), within).toBe('kept');
  // What a closing page sends passes by what keeps the network away.
  await page.evaluate(() => {
    globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  });
  await page.close();
  await device.connect(true);
  await clock.setSystemTime(Date.now());
}
const within = { timeout: 20_000 };

describe('an answer that could not be sent', () => {
  test('is sent by the page after a reload', async () => {
    const page = await device.visit();
    await device.connect(false);
    await answer(page, { person: 'u-1', values: [4, 'slow'] });
    await expect.poll(() => delivery(page), within).toBe('kept');
    await device.connect(true);
    await reload(page);
    await expect.poll(said, within).toEqual([['u-1', [4, 'slow']]]);
  });

  test('is sent when the network is back', async () => {
    const page = await device.visit();
    await device.connect(false);
    await answer(page, { person: 'u-1', values: [4] });
    await expect.poll(() => delivery(page), within).toBe('kept');
    await device.connect(true);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
    await expect.poll(() => delivery(page), within).toBe('sent');
  });

  test('is sent by a page that is opened after days', async () => {
    await answeredBefore(60);
    await device.visit();
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
  });

  test('is given up after as many days as the collector would take it, and the host is told', async () => {
    await answeredBefore(91);
    const later = await device.visit();
    await expect.poll(() => later.evaluate(() => globalThis.host().failures), within).toEqual(['expired']);
    expect(await said()).toEqual([]);
  });

  test('of two tabs is sent once', async () => {
    const pages = [await device.visit(), await device.visit()];
    await device.connect(false);
    for (const [index, page] of pages.entries()) {
      await answer(page, { person: `u-${index}`, values: [4, 'slow'], close: true });
      await expect.poll(() => device.posts.length, within).toBeGreaterThan(index);
      device.posts.length = 0;
    }
    await device.connect(true);
    device.posts.length = 0;
    await Promise.all(pages.map((page) => page.evaluate(() => dispatchEvent(new Event('online')))));
    await expect.poll(said, within).toEqual([
      ['u-0', [4, 'slow']],
      ['u-1', [4, 'slow']],
    ]);
    expect(device.posts).toHaveLength(2);
  });
});

describe('a page that is left', () => {
  test('sends what was answered 0 ms before, though the database has not answered yet', async () => {
    await device.context.addInitScript(() => {
      // A request that is never answered.
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
    });
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4], leaveTo: '/elsewhere' });
    await page.waitForURL('**/elsewhere');
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
  });

  test('sends it also when the tab is closed', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4] });
    await page.close({ runBeforeUnload: true });
    await expect.poll(said, within).toEqual([['u-1', [4]]]);
  });
});

describe('the size of a response', () => {
  const facts = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`fact${index}`, '語'.repeat(500)]));

  test('may be more than browsers keep alive', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4], facts: facts(40) });
    await expect.poll(() => delivery(page), within).toBe('sent');
    expect(Buffer.byteLength(device.posts.at(-1) ?? '')).toBeGreaterThan(60_000);
    expect(await said()).toEqual([['u-1', [4]]]);
  });

  test('that the collector does not take is told to the host, and the response is not sent again', async () => {
    const page = await device.visit();
    await answer(page, { person: 'u-1', values: [4], facts: facts(50) });
    await expect.poll(() => page.evaluate(() => globalThis.host().failures.at(-1)), within).toBe('too_large');
    await reload(page);
    device.posts.length = 0;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForLoadState('networkidle');
    expect(device.posts).toEqual([]);
  });
});
