import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { types } from './look-hosts.ts';
import { measures } from './measures.ts';
import { openStage, type Stage } from './scene.ts';

const pictures = join(import.meta.dirname, '../../../test-results/look/types');
const names = Object.keys(types);

let stage: Stage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const shoot = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const options = (page: Page) => page.locator('milepost-survey [part=option]');
const sizes = [
  { width: 360, height: 640 },
  { width: 768, height: 640 },
  { width: 1280, height: 640 },
];
const media = {
  light: {},
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
} as const;

/** Everything to tap is large enough, and nothing lies outside the card. */
async function isRoomy(page: Page, phone: boolean): Promise<void> {
  const card = await page.getByRole('dialog').boundingBox();
  for (const option of await options(page).all()) {
    const box = await option.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(phone ? 44 : 24);
    expect(box?.x).toBeGreaterThan(card?.x ?? Number.POSITIVE_INFINITY);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((card?.x ?? 0) + (card?.width ?? 0));
  }
}

describe.each(names)('a question drawn as %s', (name) => {
  test('has room on every screen, in light, dark and forced colours', async () => {
    await stage.inScene({ name: 'sans', trigger: name }, async (page) => {
      for (const viewport of sizes) {
        await page.setViewportSize(viewport);
        await isRoomy(page, viewport.width < 480);
        for (const [how, emulated] of Object.entries(media)) {
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...emulated });
          await shoot(page, `${name}-${viewport.width}-${how}`);
        }
      }
    });
  });

  test('runs from the right in Arabic, in its order', async () => {
    await stage.inScene({ name: 'sans', trigger: name, locale: 'ar' }, async (page) => {
      for (const viewport of sizes.slice(0, 2)) {
        await page.setViewportSize(viewport);
        await isRoomy(page, viewport.width < 480);
        await shoot(page, `${name}-${viewport.width}-arabic`);
      }
      const [first, second] = [
        await options(page).first().boundingBox(),
        await options(page).nth(1).boundingBox(),
      ];
      const row = first?.y === second?.y;
      expect(row ? (first?.x ?? 0) > (second?.x ?? 0) : (first?.y ?? 0) < (second?.y ?? 0)).toBe(true);
    });
  });

  test('is the same on every host, but for its font', async () => {
    const seen: unknown[] = [];
    for (const host of ['bare', 'sans', 'reset', 'hostile'] as const)
      await stage.inScene({ name: host, trigger: name }, async (page) => {
        seen.push(await measures(page));
        await shoot(page, `${name}-on-${host}`);
      });
    for (const other of seen) expect(other).toEqual(seen[0]);
  });
});

describe('by the keyboard alone', () => {
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = (page: Page) =>
    page.locator('milepost-survey').evaluate((element) => element.shadowRoot?.activeElement?.textContent);

  test('a row is chosen, and words of one’s own are sent', async () => {
    await stage.inScene({ name: 'sans', trigger: 'choice' }, async (page) => {
      await options(page).first().focus();
      await press(page, 'ArrowDown', 'End');
      expect(await focused(page)).toBe('Somewhere else');
      await press(page, 'Enter');
      await page.keyboard.type('A friend');
      expect(await page.getByRole('textbox', { name: 'Somewhere else' }).inputValue()).toBe('A friend');
      await shoot(page, 'choice-other');
      await press(page, 'Enter');
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
    });
  });

  test('check boxes are checked up to as many as may be, and sent', async () => {
    await stage.inScene({ name: 'sans', trigger: 'choices' }, async (page) => {
      const send = page.getByRole('button', { name: 'Send' });
      expect(await send.isDisabled()).toBe(true);
      await options(page).first().focus();
      await press(page, 'Space', 'Tab', 'Space');
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
      expect(await page.getByRole('checkbox', { disabled: true }).count()).toBe(2);
      await shoot(page, 'choices-full');
      await press(page, 'Tab', 'Enter');
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
    });
  });
});
