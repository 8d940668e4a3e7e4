import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isArmed, openSite, type Site, type SiteScope, toldOn } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const prompt = (page: Page) => page.getByRole('dialog', { name: 'How is it?' });
const push = (page: Page, path: string) => page.evaluate((to) => history.pushState(null, '', to), path);
const follow = (page: Page, link: string) => page.evaluate((to) => location.assign(to), link);
const call = (page: Page, touchpoint: string) =>
  page.evaluate((name) => void (globalThis as unknown as SiteScope).cx.trigger(name), touchpoint);
/** How often something was told. */
const times = async (page: Page, told: string) => (await toldOn(page)).filter((one) => one === told).length;
const everyView = 'not_asked every_view sample';
const leftView = 'not_asked left sample';
/** The pointer leaves through the top. */
const leave = async (page: Page) => {
  await page.mouse.move(300, 300);
  await page.mouse.move(300, -20);
};
/** As long as the slow ones take, and longer. */
const wait = (page: Page) => page.waitForTimeout(2_500);

describe.each([
  ['with the Navigation API', false],
  ['without the Navigation API', true],
])('%s', (_, old) => {
  test('the browser of this test is one', async () => {
    await site.visit({ path: '/', old }, async (page) => {
      expect(await page.evaluate(() => 'navigation' in globalThis)).toBe(!old);
    });
  });

  test('a page of several views is watched on each of them, however they are reached', async () => {
    await site.visit({ path: '/', old }, async (page) => {
      expect(await toldOn(page)).toEqual([everyView]);
      const steps: [left: number, step: () => Promise<unknown>][] = [
        [1, () => push(page, '/left')],
        [1, () => page.evaluate(() => history.replaceState(null, '', '/next'))],
        [2, () => push(page, '/left?tab=2')],
        [2, () => push(page, '/next#part')],
        [3, () => page.goBack()],
        [3, () => page.goForward()],
        [3, () => follow(page, '#/one')],
        [4, () => follow(page, '#/left')],
        [4, () => page.goBack()],
      ];
      for (const [nth, [left, step]] of steps.entries()) {
        await step();
        await expect.poll(() => times(page, everyView)).toBe(nth + 2);
        expect([nth, await times(page, leftView)]).toEqual([nth, left]);
      }
      await push(page, '/next?detail#/one');
      await follow(page, '#/one');
      expect(await times(page, everyView)).toBe(steps.length + 1);
    });
  });

  test('a delayed survey does not appear after SPA navigation', async () => {
    await site.visit({ path: '/slow_page', old }, async (page) => {
      await push(page, '/next');
      await wait(page);
      expect(await prompt(page).count()).toBe(0);
      expect(await toldOn(page)).toContain('not_asked slow_page page_left');
      await call(page, 'slow_call_here');
      await page.waitForTimeout(300);
      await page.goBack();
      await wait(page);
      expect(await toldOn(page)).toContain('not_asked slow_call_here page_left');
    });
  });

  test('a survey that the code asks for outlives its view, unless it ends with it', async () => {
    await site.visit({ path: '/', old }, async (page) => {
      await call(page, 'slow_call');
      await push(page, '/next');
      await prompt(page).waitFor();
      await push(page, '/');
      await wait(page);
      expect(await prompt(page).count()).toBe(1);
    });
    await site.visit({ path: '/', old }, async (page) => {
      await call(page, 'call_here');
      await prompt(page).waitFor();
      await push(page, '/?tab=2');
      expect(await toldOn(page)).not.toContain('dismissed call_here superseded');
      await push(page, '/next');
      await prompt(page).waitFor({ state: 'detached' });
      expect(await toldOn(page)).toContain('dismissed call_here superseded');
    });
  });

  test('nothing of ours stays in the page after `destroy()`', async () => {
    await site.visit({ path: '/', old }, async (page) => {
      const patched = () =>
        page.evaluate(() => [Object.hasOwn(history, 'pushState'), Object.hasOwn(history, 'replaceState')]);
      expect(await patched()).toEqual([old, old]);
      await call(page, 'slow_call_here');
      await page.waitForTimeout(300);
      await page.evaluate(() => (globalThis as unknown as SiteScope).cx.destroy());
      await page.waitForTimeout(300);
      expect(await patched()).toEqual([false, false]);
      await push(page, '/left');
      expect(await times(page, leftView)).toBe(0);
    });
  });
});

describe('exit intent armed now never shows on the next load', () => {
  test.each<[how: string, go: (page: Page) => Promise<unknown>]>([
    ['of another page', (page) => page.goto(new URL('/next', page.url()).href)],
    ['of the same page', (page) => page.reload()],
    [
      'of the same page, coming back',
      async (page) => {
        await page.goto(new URL('/next', page.url()).href);
        await page.goBack();
      },
    ],
  ])('%s', async (_, go) => {
    await site.visit({ path: '/slow_exit' }, async (page) => {
      await leave(page);
      await go(page);
      await isArmed(page);
      await wait(page);
      expect(await prompt(page).count()).toBe(0);
      expect(await toldOn(page)).toEqual([everyView]);
    });
  });

  test('though it shows on the page that was nearly left', async () => {
    await site.visit({ path: '/slow_exit' }, async (page) => {
      await leave(page);
      await prompt(page).waitFor();
    });
  });
});
