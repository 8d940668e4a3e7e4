import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inView } from '../in-view.ts';
import { openStage, type Stage } from '../scene.ts';
import { gallery, kinds } from './gallery.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(gallery);
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Everything can be reached: scrolled to, and not covered by anything. */
async function expectReachable(page: Page): Promise<void> {
  expect(await inView(page)).toEqual([]);
  const targets = page.locator('milepost-survey').locator('button:visible, a:visible, textarea:visible');
  expect(await targets.count()).toBeGreaterThan(0);
  for (const target of await targets.all())
    if (await target.isEnabled()) await target.click({ trial: true, timeout: 5_000 });
}

describe.each(kinds)('%s', (trigger) => {
  test('stays whole at 400 %, with the page behind it free to scroll', async () => {
    // 1280 x 1024 at 400 %.
    const viewport = { width: 320, height: 256 };
    await stage.inScene({ name: 'sans', trigger, viewport, deviceScaleFactor: 4 }, async (page) => {
      await expectReachable(page);
      await page.mouse.move(10, 4);
      await page.mouse.wheel(0, 40);
      await page.waitForFunction(() => scrollY > 0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  });

  test('stays whole with text of 200 %', async () => {
    const viewport = { width: 360, height: 640 };
    await stage.inScene({ name: 'sans', trigger, viewport }, async (page) => {
      await page.locator('milepost-survey').evaluate((element) => {
        const sheet = new CSSStyleSheet();
        // As a browser does that enlarges text alone: each size is doubled, and no box.
        const sizes = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].map((part, index) => {
          const { fontSize, lineHeight } = getComputedStyle(part);
          part.setAttribute('data-part', `${index}`);
          return `[data-part="${index}"] { font-size: ${2 * Number.parseFloat(fontSize)}px; line-height: ${2 * Number.parseFloat(lineHeight)}px }`;
        });
        sheet.replaceSync(sizes.join('\n'));
        element.shadowRoot?.adoptedStyleSheets.push(sheet);
      });
      await expectReachable(page);
    });
  });

  test.each(['en', 'ar'])('has targets for a thumb on a phone, in %s', async (locale) => {
    const viewport = { width: 360, height: 640 };
    await stage.inScene({ name: 'sans', trigger, locale, viewport, hasTouch: true }, async (page) => {
      await expectTargets(page, 44);
    });
  });

  test('has targets to point at on a desk, over the page and in it', async () => {
    for (const inline of [false, true])
      await stage.inScene({ name: 'sans', trigger, inline }, (page) => expectTargets(page, 24));
  });
});

async function expectTargets(page: Page, least: number): Promise<void> {
  const targets = page.locator('milepost-survey').locator('button:visible, a:visible, textarea:visible');
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    const name = await target.evaluate(({ className, ariaLabel }) => `${className} ${ariaLabel ?? ''}`);
    expect(box?.width, name).toBeGreaterThanOrEqual(least);
    expect(box?.height, name).toBeGreaterThanOrEqual(least);
  }
}

describe('motion', () => {
  test('is where it is welcome, and nowhere else', async () => {
    const running = (page: Page) =>
      page.locator('milepost-survey').evaluate((element) => {
        const card = element.shadowRoot?.querySelector('[part=card]');
        const { animationName, transitionDuration } = getComputedStyle(card ?? element);
        return [animationName, transitionDuration];
      });
    await stage.inScene({ name: 'sans', trigger: 'nps', reducedMotion: 'no-preference' }, async (page) => {
      expect((await running(page))[0]).toBe('rise');
    });
    await stage.inScene({ name: 'sans', trigger: 'nps', reducedMotion: 'reduce' }, async (page) => {
      expect(await running(page)).toEqual(['none', '0s']);
    });
  });
});
