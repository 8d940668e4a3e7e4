import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measures } from './measures.ts';
import { type HostScope, openStage, type Scene, type Stage } from './scene.ts';

const pictures = join(import.meta.dirname, '../../../test-results/look');

let stage: Stage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const shoot = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const phone = { viewport: { width: 360, height: 640 } };

describe('the prompt looks its part', () => {
  test.each<[string, Scene]>([
    ['nps', { name: 'sans', trigger: 'nps' }],
    ['nps-phone', { name: 'sans', trigger: 'nps', ...phone }],
    ['nps-forced', { name: 'sans', trigger: 'nps', forcedColors: 'active' }],
    ['nps-arabic-phone', { name: 'sans', trigger: 'nps', locale: 'ar', ...phone }],
    ['faces-dark', { name: 'sans', trigger: 'faces', colorScheme: 'dark' }],
    ['text', { name: 'sans', trigger: 'text' }],
    ['text-dark-phone', { name: 'sans', trigger: 'text', colorScheme: 'dark', ...phone }],
    ['three-phone', { name: 'sans', trigger: 'three', ...phone }],
    ['faces-bare', { name: 'bare', trigger: 'faces' }],
    ['faces-hostile', { name: 'hostile', trigger: 'faces' }],
  ])('%s', async (picture, scene) => {
    await stage.inScene(scene, async (page) => {
      await shoot(page, picture);
      const targets = page
        .locator('milepost-survey')
        .getByRole('radio')
        .or(page.getByRole('dialog').getByRole('button'));
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        // Eleven fit in a row of a card, where they are pointed at; on a phone each is a thumb wide.
        expect(box?.width).toBeGreaterThanOrEqual(scene.viewport ? 44 : 24);
      }
    });
  });

  test('no style of the page reaches it', async () => {
    const seen: unknown[] = [];
    for (const name of ['sans', 'hostile'] as const)
      await stage.inScene({ name, trigger: 'three' }, async (page) => {
        seen.push(await measures(page));
      });
    expect(seen[1]).toEqual(seen[0]);
  });

  test('it moves nothing of the page, and leaves nothing in it', async () => {
    await stage.inScene({ name: 'sans', trigger: 'faces' }, async (page) => {
      const place = () => page.getByRole('button', { name: 'Its own button' }).boundingBox();
      const shown = await place();
      await page.evaluate(() => (globalThis as unknown as HostScope).cx.destroy());
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
      expect(await place()).toEqual(shown);
      expect(await page.evaluate(() => document.body.children.length)).toBe(3);
    });
  });

  test('from right to left, the scale runs from the right and is read in number order', async () => {
    await stage.inScene({ name: 'sans', trigger: 'nps', locale: 'ar' }, async (page) => {
      const options = page.getByRole('radio');
      const [zero, ten] = [await options.first().boundingBox(), await options.last().boundingBox()];
      expect(zero?.x).toBeGreaterThan(ten?.x ?? Number.POSITIVE_INFINITY);
      expect(await options.allTextContents()).toEqual([
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
        '8',
        '9',
        '10',
      ]);
      await options.first().focus();
      await page.keyboard.press('ArrowLeft');
      expect(await options.nth(1).evaluate((option) => option.matches(':focus'))).toBe(true);
    });
  });

  test('keys typed in it never reach the page', async () => {
    await stage.inScene({ name: 'sans', trigger: 'text' }, async (page) => {
      await page.getByRole('textbox').click();
      await page.keyboard.type('jk?');
      expect(await page.getByRole('textbox').inputValue()).toBe('jk?');
      expect(await page.evaluate(() => (globalThis as unknown as HostScope).keys)).toEqual([]);
    });
  });

  test('a survey of several questions runs to its end, one at a time', async () => {
    await stage.inScene({ name: 'sans', trigger: 'three' }, async (page) => {
      await page.getByRole('radio', { name: '10, Extremely likely' }).click();
      await page.getByRole('dialog', { name: 'How satisfied are you?' }).waitFor();
      const progress = await page.locator('milepost-survey .progress').boundingBox();
      expect(progress?.width).toBeCloseTo(0.33 * 358, 0);
      await page.getByRole('radio', { name: '3 of 3' }).click();
      await page.getByRole('textbox', { name: 'Anything else?' }).fill('No.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('dialog', { name: 'Thank you.' }).waitFor();
      await expect
        .poll(
          async () =>
            (await stage.collector.counts({ metric: 'csat', survey: 'three' })).body.rows[0]?.funnel
              .completed,
        )
        .toBe(1);
    });
  });
});
