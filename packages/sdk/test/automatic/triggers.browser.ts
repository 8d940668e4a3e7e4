import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site, toldOn } from './site.ts';
import { program } from './site-program.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const prompt = (page: Page) => page.getByRole('dialog', { name: 'How is it?' });
const asks = async (page: Page) => {
  await prompt(page).waitFor();
  await prompt(page).getByRole('radio').nth(3).click();
};
/** Nothing but what every view reaches. */
const isQuiet = async (page: Page) => {
  await page.waitForTimeout(200);
  expect(await toldOn(page)).toEqual(['not_asked every_view sample']);
};
const storedOf = async (touchpoint: string) =>
  (await site.collector.counts({ metric: 'csat', touchpoint })).body.rows[0]?.n ?? 0;

describe('a touchpoint is reached, asked and stored', () => {
  test.each<[kind: string, how: string, act: (page: Page) => Promise<unknown>]>([
    ['page', 'when its page is opened', async () => {}],
    ['delay', 'when its page has been open for so long', async () => {}],
    ['inactivity', 'when nothing is done on its page', async () => {}],
    [
      'scroll',
      'when so much of its page was seen',
      async (page) => {
        await page.mouse.wheel(0, 100);
        await isQuiet(page);
        await page.keyboard.press('End');
      },
    ],
    [
      'exit',
      'when the pointer leaves through the top',
      async (page) => {
        await page.mouse.move(300, 300);
        await page.mouse.move(300, 2);
        await isQuiet(page);
        await page.mouse.move(300, -20);
      },
    ],
    [
      'click',
      'when its element is clicked, whoever stops the event',
      (page) => page.locator('#save i').click(),
    ],
    [
      'event',
      'when the host tells of an event',
      (page) =>
        page.evaluate(() =>
          document.dispatchEvent(new CustomEvent('report_exported', { detail: { rows: 17, list: [1] } })),
        ),
    ],
  ])('%s: %s', async (kind, _, act) => {
    await site.visit({ path: `/${kind}` }, async (page) => {
      await act(page);
      await asks(page);
      await expect.poll(() => storedOf(kind), { timeout: 20_000 }).toBe(1);
    });
  });

  test('click: also within an open shadow root', async () => {
    await site.visit({ path: '/click' }, async (page) => {
      await page.locator('.wish b').click();
      await prompt(page).waitFor();
    });
  });

  test('scroll: also of a large element in the place of the document', async () => {
    await site.visit({ path: '/scroll' }, async (page) => {
      await page.locator('#list').hover();
      await page.mouse.wheel(0, 1_000);
      await isQuiet(page);
      await page.mouse.wheel(0, 5_000);
      await prompt(page).waitFor();
    });
  });

  test('event: its detail are the facts', async () => {
    await site.visit({ path: '/event' }, async (page) => {
      const posted = page.waitForRequest((request) => request.url().endsWith('/v1/responses'));
      await page.evaluate(() =>
        document.dispatchEvent(new CustomEvent('report_exported', { detail: { rows: 17, list: [1] } })),
      );
      expect((await posted).postDataJSON()).toMatchObject({
        responses: [{ touchpoint: 'event', page: '/event', facts: { rows: 17 } }],
      });
    });
  });
});

describe('a touchpoint is not reached', () => {
  test.each<[path: string, how: string, act: (page: Page) => Promise<unknown>]>([
    ['/scroll', 'without scrolling', async () => {}],
    [
      '/scroll',
      'by scrolling to the side',
      async (page) => {
        await page.locator('#strip').evaluate((strip) => strip.scrollTo(2_000, 0));
      },
    ],
    [
      '/exit',
      'when the pointer leaves through another side',
      async (page) => {
        await page.mouse.move(300, 300);
        await page.mouse.move(300, 620);
      },
    ],
    ['/next', 'on a page of others', (page) => page.locator('#save').click()],
  ])('on %s %s', async (path, _, act) => {
    await site.visit({ path }, async (page) => {
      await act(page);
      await isQuiet(page);
    });
  });
});

describe('what watches the page', () => {
  const chunksOn = (page: Page) =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => /(automatic|ui)-[^/]*$/.exec(name)?.[1] ?? []),
    );

  test('is loaded when the program has something to watch for, and nothing else is before somebody is asked', async () => {
    await site.visit({ path: '/next' }, async (page) => {
      expect(await chunksOn(page)).toEqual(['automatic']);
    });
  });

  test('is not requested when it has not', async () => {
    const { page, call } = program.touchpoints;
    if (!page || !call) throw new Error('the program of the site has changed');
    const plain = { ...program, touchpoints: { page: { ...page, ask: { paused: true } }, call } };
    await using quiet = await openSite(plain);
    await quiet.visit({ path: '/page' }, async (page) => {
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('/v1/program')),
      );
      await page.waitForTimeout(200);
      expect(await chunksOn(page)).toEqual([]);
    });
  });
});
