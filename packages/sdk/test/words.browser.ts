import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Scene, type Stage } from './scene.ts';
import { violations } from './violations.ts';

const pictures = join(import.meta.dirname, '../../../test-results/look');

let stage: Stage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const completed = async () => {
  const { body } = await stage.collector.counts({ metric: 'csat', survey: 'told' });
  return body.rows[0]?.funnel.completed ?? 0;
};

const told: Scene = {
  name: 'sans',
  trigger: 'told',
  person: { id: 'u-17', traits: { name: 'Ada <b>' } },
  facts: { ticket: 'T-42' },
};

describe('a text', () => {
  test('repeats a fact, a trait and an answer, as words and nothing else', async () => {
    await stage.inScene(told, async (page) => {
      await dialog(page, 'How was ticket T-42, Ada <b>?').waitFor();
      await page.getByRole('radio', { name: '2 of 3' }).click();
      await dialog(page, 'Why 2 of 3?').waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });

  test('has other words where nothing is known', async () => {
    await stage.inScene({ name: 'sans', trigger: 'told' }, async (page) => {
      await dialog(page, 'How was ticket that you sent, dear reader?').waitFor();
    });
  });

  test('comes from the nearest language that has it', async () => {
    await stage.inScene({ ...told, locale: 'de-AT' }, async (page) => {
      await dialog(page, 'Wie war Ticket T-42?').waitFor();
      expect(await page.locator('milepost-survey').getAttribute('lang')).toBe('de-AT');
      await page.getByRole('radio', { name: '2 von 3' }).click();
      await page.getByRole('textbox', { name: 'Why 2 of 3?' }).fill('Das Warten.');
      await page.getByRole('button', { name: 'Senden' }).click();
      await dialog(page, 'So arbeiten wir.').getByRole('link', { name: 'Lesen' }).waitFor();
    });
  });
});

describe('an answer in words', () => {
  test('is not sent before it is as long as the survey wants', async () => {
    await stage.inScene(told, async (page) => {
      await page.getByRole('radio', { name: '1 of 3' }).click();
      const box = page.getByRole('textbox', { name: 'Why 1 of 3?' });
      await box.click();
      await page.keyboard.type('Slow');
      await page.getByRole('button', { name: 'Send' }).click();
      expect(await box.evaluate((area: HTMLTextAreaElement) => area.validity.tooShort)).toBe(true);
      expect(await box.isVisible()).toBe(true);
      await page.keyboard.type('ly.');
      await page.keyboard.press('Control+Enter');
      await dialog(page, 'You can read how we work.').waitFor();
    });
  });
});

describe('a link', () => {
  test.each([
    ['link', { viewport: { width: 800, height: 480 } }],
    ['link-dark-phone', { viewport: { width: 360, height: 640 }, colorScheme: 'dark' }],
  ] as const)('looks like a button and is as large: %s', async (picture, look) => {
    await stage.inScene({ ...look, name: 'hostile', trigger: 'news' }, async (page) => {
      const link = page.getByRole('link', { name: 'See what is new' });
      const box = await link.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(await link.evaluate((anchor) => getComputedStyle(anchor).textDecorationLine)).toBe('none');
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `${picture}.png`) });
    });
  });

  test('to another site opens beside the page, cannot reach it, and the survey goes on', async () => {
    await stage.inScene({ name: 'sans', trigger: 'news' }, async (page) => {
      await page
        .context()
        .route('https://example.com/**', (route) =>
          route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Notes</title>' }),
        );
      const opened = page.context().waitForEvent('page');
      await page.getByRole('link', { name: 'See what is new' }).click();
      const other = await opened;
      await other.waitForLoadState();
      expect(other.url()).toBe('https://example.com/notes');
      expect(await other.evaluate(() => window.opener)).toBeNull();
      await dialog(page, 'How do you like it?').waitFor();
    });
  });

  test('by the keyboard alone: it has the focus that the button before it had', async () => {
    await stage.inScene(told, async (page) => {
      await page.getByRole('radio', { name: '3 of 3' }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('textbox').waitFor();
      await page.keyboard.type('All was well.');
      await page.keyboard.press('Control+Enter');
      const link = page.getByRole('link', { name: 'Read it' });
      await link.waitFor();
      expect(await link.evaluate((anchor) => anchor.matches(':focus'))).toBe(true);
      expect(await page.getByRole('button', { name: 'Next' }).count()).toBe(0);
    });
  });

  test('in this window takes the page along and loses no answer', async () => {
    const before = await completed();
    await stage.inScene(told, async (page) => {
      await page.getByRole('radio', { name: '3 of 3' }).click();
      await page.getByRole('textbox').fill('All was well.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('link', { name: 'Read it' }).click();
      await page.waitForURL(/\/bare$/);
      await expect.poll(completed).toBe(before + 1);
    });
  });
});
