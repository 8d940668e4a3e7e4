import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HostScope, type House, openHouse, outcomes, prompt, reach } from './house.ts';

let house: House;
let device: BrowserContext;
/** What the tabs of the device posted, by path. */
let posts: string[];

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  device = await house.openDevice();
  posts = [];
  device.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
});
afterEach(() => device.close());

const visit = () => house.visit(device);
const end = (tab: Page) => tab.evaluate(() => (globalThis as unknown as HostScope).cx.close());
/** Which of the tabs have a prompt, once every other has its outcome. */
const shown = async (tabs: Page[]) => {
  const ends = async () =>
    Promise.all(tabs.map(async (tab) => ((await prompt(tab).count()) ? 'shown' : (await outcomes(tab))[0])));
  await expect.poll(ends, { timeout: 20_000 }).not.toContain(undefined);
  return ends();
};

describe.each([
  ['with Web Locks', true],
  ['without Web Locks, as on a page without https', false],
])('%s', (_, locks) => {
  beforeEach(async () => {
    if (!locks) await device.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  });

  test.each<[string, object | undefined]>([
    ['nobody in particular', undefined],
    ['a person who is known', { id: 'u-five' }],
  ])('of five tabs that are triggered at once, one asks %s', async (_, person) => {
    const tabs = await Promise.all(Array.from({ length: 5 }, visit));
    // At the very first visit each of them would take the device for another, and nobody might be asked.
    await tabs[0]?.evaluate(() => (globalThis as unknown as HostScope).cx.explain('done'));
    await Promise.all(tabs.map((tab) => reach(tab, 'done', person)));
    const ends = await shown(tabs);
    expect(ends.filter((end) => end === 'shown')).toHaveLength(1);
    expect(ends.filter((end) => end === 'busy')).toHaveLength(4);
    // Who has not the floor asks the collector for nothing.
    expect(posts.filter((path) => path === '/v1/claims')).toHaveLength(person ? 1 : 0);
  });

  test('another tab may ask when the prompt has been answered or closed', async () => {
    const [first, second] = [await visit(), await visit()];
    await reach(first);
    await prompt(first).waitFor();
    await reach(second);
    expect(await shown([first, second])).toEqual(['shown', 'busy']);
    await end(first);
    await reach(second);
    await prompt(second).waitFor();
  });

  test.each<[string, (tab: Page) => Promise<unknown>]>([
    ['is closed', (tab) => tab.close()],
    ['goes to another page', (tab) => tab.goto('about:blank')],
    [
      'is kept for the way back',
      (tab) => tab.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))),
    ],
    [
      'crashes',
      async (tab) => {
        const crashed = tab.waitForEvent('crash');
        const session = await device.newCDPSession(tab);
        void session.send('Page.crash').catch(() => {});
        await crashed;
      },
    ],
  ])('another tab may ask when the one with the prompt %s', async (_, leave) => {
    const [first, second] = [await visit(), await visit()];
    await reach(first);
    await prompt(first).waitFor();
    await leave(first);
    await reach(second);
    await prompt(second).waitFor();
  });

  test('a survey that the host draws counts as a prompt', async () => {
    const [first, second] = [await visit(), await visit()];
    // The host knows when: it may well be in a dialog of its own.
    await first.evaluate(() => document.querySelector('dialog')?.showModal());
    const has = await first.evaluate(
      async () => (await (globalThis as unknown as HostScope).cx.session('done')) !== null,
    );
    expect(has).toBe(true);
    await reach(second);
    await expect.poll(() => outcomes(second), { timeout: 20_000 }).toEqual(['busy']);
  });

  test('a prompt that waits behind a dialog keeps no other tab from asking', async () => {
    const [first, second] = [await visit(), await visit()];
    await first.evaluate(() => document.querySelector('dialog')?.showModal());
    await reach(first);
    await reach(second);
    await prompt(second).waitFor();
  });
});
