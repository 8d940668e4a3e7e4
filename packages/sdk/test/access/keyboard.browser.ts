import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostScope, openStage, type Stage } from '../scene.ts';
import { gallery, type Kind } from './gallery.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(gallery);
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Keys from the first thing that answers to the answer, words that are typed, and the way to the button `Send`. */
const keys: Record<Exclude<Kind, 'news'>, string[]> = {
  nps: ['9', 'Enter'],
  csat: ['End', 'Space'],
  ces: ['ArrowRight', 'ArrowRight', 'Enter'],
  cxi: ['4', 'Enter', '5', 'Enter', '3', 'Enter', 'Better words', 'Control+Enter'],
  pmf: ['ArrowDown', 'Enter'],
  rating: ['ArrowRight', 'Enter'],
  ten: ['Home', 'Enter'],
  emoji: ['ArrowDown', 'Space'],
  thumbs: ['ArrowRight', 'Enter'],
  choice: ['End', 'Space', 'It never rings', 'Enter'],
  choices: ['Space', 'ArrowDown', 'Space', 'Send', 'Enter'],
  text: ['The wait', 'Send', 'Enter'],
};

const press = async (page: Page, key: string) => {
  if (key === 'Send') while (!(await isFocused(page, '[type=submit]'))) await page.keyboard.press('Tab');
  else if (/^[A-Z][A-Za-z+]+$|^\d$/.test(key)) await page.keyboard.press(key);
  else await page.keyboard.type(key);
};
/** Whether the focus is on this in the prompt. */
const isFocused = (page: Page, selector: string) =>
  page.evaluate((selector) => {
    const inside = document.querySelector('milepost-survey')?.shadowRoot?.activeElement;
    return !!inside?.closest(selector);
  }, selector);
/** What has the focus: of the prompt, else of the page. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('milepost-survey')?.shadowRoot?.activeElement;
    return (inside ?? document.activeElement)?.textContent ?? '';
  });

const scenes = [
  ['en', false],
  ['ar', true],
] as const;
describe.each(scenes)('with the keyboard alone, in %s', (locale, inline) => {
  test.each(Object.entries(keys))(
    '%s is answered, and the focus returns to where it was',
    async (trigger, way) => {
      await stage.inScene({ name: 'sans', trigger, locale, inline }, async (page) => {
        const own = page.getByRole('button', { name: 'Its own button' });
        await own.focus();
        // Over the page it stands after all of it; in the page it may stand before.
        const towards = inline ? 'Shift+Tab' : 'Tab';
        while (!(await isFocused(page, '.body'))) await page.keyboard.press(towards);
        if (inline) await firstStop(page);
        for (const key of way) {
          await press(page, key);
          // The next question is drawn a task later.
          await page.evaluate(() => new Promise((drawn) => setTimeout(drawn)));
        }
        await page.getByText(locale === 'ar' ? 'شكرًا لك.' : 'Thank you.').waitFor();
        expect(await focused(page)).toBe('Its own button');
      });
    },
  );
});

const firstStop = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('milepost-survey')?.shadowRoot;
    root?.querySelector<HTMLElement>('.body textarea, .body [tabindex="0"]')?.focus();
  });

describe('a prompt that comes up', () => {
  test('steals no focus, and is announced politely by what it asks', async () => {
    await stage.inScene({ name: 'sans', trigger: 'text' }, async (page) => {
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      const live = page
        .locator('milepost-survey [aria-live]')
        .filter({ hasText: 'What should we mend first?' });
      expect(await live.getAttribute('aria-live')).toBe('polite');
      expect(
        await page.locator('milepost-survey [aria-live=assertive], milepost-survey [role=alert]').count(),
      ).toBe(0);
      expect(await page.getByRole('dialog', { name: 'What should we mend first?' }).count()).toBe(1);
      expect(await page.getByRole('dialog').getAttribute('aria-modal')).toBeNull();
    });
  });

  test('closes on Escape and gives the focus back', async () => {
    await stage.inScene({ name: 'sans', trigger: 'nps' }, async (page) => {
      await page.getByRole('button', { name: 'Its own button' }).focus();
      await page.getByRole('radio').first().focus();
      await page.keyboard.press('Escape');
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('Its own button');
    });
  });

  test('leaves Escape to the page while the focus is there', async () => {
    await stage.inScene({ name: 'sans', trigger: 'nps' }, async (page) => {
      await page.getByRole('button', { name: 'Its own button' }).focus();
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => (globalThis as unknown as HostScope).keys)).toContain('Escape');
      expect(await page.getByRole('dialog').count()).toBe(1);
    });
  });

  test('does not hold the focus: Tab goes on into the page', async () => {
    await stage.inScene({ name: 'sans', trigger: 'choices', inline: true }, async (page) => {
      await firstStop(page);
      let last = '';
      for (let stop = 0; stop < 12 && last !== 'Its own button'; stop += 1) {
        await page.keyboard.press('Tab');
        last = await focused(page);
      }
      expect(last).toBe('Its own button');
    });
  });
});

describe('a radio group', () => {
  test('is one stop, says what is chosen, and is read in number order in either direction', async () => {
    for (const locale of ['en', 'ar'])
      await stage.inScene({ name: 'sans', trigger: 'nps', locale }, async (page) => {
        const group = page.getByRole('radiogroup');
        expect(await group.locator('[tabindex="0"]').count()).toBe(1);
        const radios = page.getByRole('radio');
        expect(await radios.count()).toBe(11);
        for (const [value, radio] of (await radios.all()).entries()) {
          expect(await radio.getAttribute('aria-checked')).toBe('false');
          const name = (await radio.getAttribute('aria-label')) ?? (await radio.textContent());
          expect(name).toContain(`${value}`);
        }
      });
  });

  test('of pictures names each of them', async () => {
    for (const trigger of ['csat', 'rating', 'emoji', 'thumbs'])
      await stage.inScene({ name: 'sans', trigger }, async (page) => {
        const names = await page
          .getByRole('radio')
          .evaluateAll((radios) => radios.map((radio) => radio.getAttribute('aria-label')));
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/\d of 5|[15], |Thumbs/);
      });
  });
});
