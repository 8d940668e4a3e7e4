import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostScope, openStage, type Stage } from './scene.ts';

const pictures = join(import.meta.dirname, '../../../test-results/look');

let stage: Stage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Computed styles of the parts of a prompt, by their names, and of the element itself. */
const styles = (page: Page, property: string) =>
  page.locator('milepost-survey').evaluate((element, property) => {
    const styleOf = (one: Element) => getComputedStyle(one).getPropertyValue(property);
    const parts = [...(element.shadowRoot?.querySelectorAll('[part]') ?? [])];
    return Object.fromEntries([
      ['host', styleOf(element)],
      ...parts.map((part) => [part.getAttribute('part'), styleOf(part)]),
    ]) as Record<string, string>;
  }, property);

describe('a theme of the host', () => {
  test('reaches everything that it may, and the text on its accent is dark where that is light', async () => {
    await stage.inScene({ name: 'themed', trigger: 'choices' }, async (page) => {
      await page.getByRole('checkbox').first().click();
      await page.getByRole('checkbox', { name: 'Somewhere else' }).click();
      expect(await styles(page, 'letter-spacing')).toMatchObject({
        card: '1px',
        question: '2px',
        option: '3px',
        button: '4px',
        close: '5px',
        input: '6px',
      });
      expect((await styles(page, 'font-family'))['question']).toBe('monospace');
      expect(await styles(page, 'background-color')).toMatchObject({
        card: 'rgb(16, 32, 48)',
        button: 'rgb(255, 212, 0)',
      });
      expect((await styles(page, 'color'))['button']).toBe('color(xyz-d65 0 0 0)');
      expect((await styles(page, 'color'))['close']).toBe('rgb(176, 192, 208)');
      expect((await styles(page, 'border-top-left-radius'))['card']).toBe('4px');
      expect((await styles(page, 'border-top-color'))['card']).toBe('rgb(64, 80, 96)');
      const { host: z } = await styles(page, 'z-index');
      expect(z).toBe('7');
      const card = await page.getByRole('dialog').boundingBox();
      expect((card?.x ?? 0) + (card?.width ?? 0)).toBe(800 - 40);
      await page.screenshot({ path: join(pictures, 'themed.png') });
    });
  });

  test.each([
    ['bare', 'system-ui'],
    ['sans', 'sans-serif'],
  ] as const)('that is %s has the font %s', async (name, font) => {
    await stage.inScene({ name, trigger: 'faces' }, async (page) => {
      expect((await styles(page, 'font-family'))['question']).toBe(font);
    });
  });
});

describe('a host that takes the prompt away', () => {
  test.each([
    ['by itself', () => document.querySelector('milepost-survey')?.remove()],
    ['with its page', () => document.body.replaceWith(document.createElement('body'))],
  ])('%s, ends the survey, and may ask another', async (_, takeAway) => {
    await stage.inScene({ name: 'sans', trigger: 'faces' }, async (page) => {
      await page.evaluate(takeAway);
      const outcome = await page.evaluate(async () => {
        const { cx } = globalThis as unknown as HostScope;
        const status = () => cx.trigger('nps') as Promise<{ status: string; reason?: string }>;
        for (let left = 50; left > 0; left--) {
          const end = await Promise.race([status(), new Promise((passed) => setTimeout(passed, 100))]);
          if (!end) return 'asked';
          // The browser tells of what is gone with the next frame.
          await new Promise((passed) => setTimeout(passed, 20));
        }
        return 'busy';
      });
      expect(outcome).toBe('asked');
      await page
        .getByRole('dialog', { name: 'How likely are you to recommend us to a colleague?' })
        .waitFor();
    });
  });
});

describe('keys typed in a prompt', () => {
  test('are not heard by the page on their way down either, and do what they do', async () => {
    await stage.inScene({ name: 'sans', trigger: 'text' }, async (page) => {
      await page.evaluate(() => {
        const { keys } = globalThis as unknown as HostScope;
        for (const type of ['keydown', 'keypress', 'keyup'] as const)
          document.addEventListener(type, ({ key }) => keys.push(key), true);
      });
      const box = page.getByRole('textbox');
      await box.click();
      await page.keyboard.type('a b');
      await page.keyboard.press('Backspace');
      expect(await box.inputValue()).toBe('a ');
      await page.keyboard.press('Escape');
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
      expect(await page.evaluate(() => (globalThis as unknown as HostScope).keys)).toEqual([]);
    });
  });
});
