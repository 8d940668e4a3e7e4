import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HostScope, type House, openHouse, outcomes, prompt, reach, reachInVain } from './house.ts';

let house: House;
let device: BrowserContext;
let tab: Page;
/** What was posted, by path. */
let posts: Request[];

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  device = await house.openDevice();
  posts = [];
  device.on('request', (request) => {
    // That it was reached, and given up, is counted.
    if (request.method() === 'POST' && !request.postData()?.includes('"tallies"')) posts.push(request);
  });
  tab = await house.visit(device);
});
afterEach(() => device.close());

const posted = (path: string) => posts.filter((request) => new URL(request.url()).pathname === path);
const setModal = (open: boolean) =>
  tab.evaluate((open) => {
    const dialog = document.querySelector('dialog');
    if (open) dialog?.showModal();
    else dialog?.close();
  }, open);
/** What the device remembers of prompts. */
const histories = () => tab.evaluate(() => Object.keys(localStorage).filter((name) => name.includes(':h:')));

describe('a prompt that waits is given up', () => {
  test('when the page is left first: nothing is recorded, and the next page knows nothing of it', async () => {
    await setModal(true);
    await reachInVain(tab);
    await tab.reload();
    await tab.waitForFunction(() => 'cx' in globalThis);
    await tab.waitForLoadState('networkidle');
    expect(await prompt(tab).count()).toBe(0);
    expect(posts).toEqual([]);
    expect(await histories()).toEqual([]);
  });

  test('when the browser keeps the page for the way back', async () => {
    await setModal(true);
    await reachInVain(tab);
    await tab.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual(['page_left']);
    await setModal(false);
    expect(await prompt(tab).count()).toBe(0);
  });

  test('while its delay runs: nothing comes up on the next page', async () => {
    await reachInVain(tab, 'done_later');
    await tab.reload();
    await tab.waitForFunction(() => 'cx' in globalThis);
    // Longer than the delay.
    await tab.waitForTimeout(2_500);
    expect(await prompt(tab).count()).toBe(0);
    expect(posts).toEqual([]);
  });

  test.each([
    ['close', 'closed'],
    ['reset', 'closed'],
    ['destroy', 'destroyed'],
  ] as const)('by %s', async (call, reason) => {
    await setModal(true);
    await reachInVain(tab);
    await tab.evaluate((call) => (globalThis as unknown as HostScope).cx[call](), call);
    await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual([reason]);
    await setModal(false);
    expect(await prompt(tab).count()).toBe(0);
    expect(posts).toEqual([]);
    expect(await histories()).toEqual([]);
  });

  test('when the person goes on to another view, and the touchpoint belongs to the page', async () => {
    await setModal(true);
    await reachInVain(tab, 'done_here');
    await tab.evaluate(() => history.pushState(null, '', '/elsewhere'));
    await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual(['page_left']);
    await setModal(false);
    expect(await prompt(tab).count()).toBe(0);
  });
});

test('a prompt of a touchpoint that belongs to the page is closed with it, any other stays', async () => {
  await reach(tab, 'done_here');
  await prompt(tab).waitFor();
  await tab.evaluate(() => history.pushState(null, '', '/elsewhere'));
  await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual(['superseded']);
  await tab.locator('milepost-survey').waitFor({ state: 'detached' });
  await reach(tab);
  await prompt(tab).waitFor();
  await tab.evaluate(() => history.pushState(null, '', '/further'));
  await prompt(tab).getByRole('radio').first().click();
  await tab.getByRole('dialog', { name: 'Why?' }).waitFor();
});

test('a dialog that opens while the claim is on its way comes first, and the same claim is made again', async () => {
  await device.route('**/v1/claims', async (route) => {
    if (posted('/v1/claims').length === 1) await setModal(true);
    await route.continue();
  });
  await reach(tab, 'done', { id: 'u-17' });
  await expect.poll(() => posted('/v1/claims'), { timeout: 20_000 }).toHaveLength(1);
  await (await posted('/v1/claims')[0]?.response())?.finished();
  await tab.waitForLoadState('networkidle');
  expect(await prompt(tab).count()).toBe(0);
  expect(posted('/v1/responses')).toEqual([]);
  await setModal(false);
  await prompt(tab).waitFor();
  const [first, second] = posted('/v1/claims').map((request) => request.postDataJSON() as object);
  expect(second).toEqual(first);
});
