import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWords } from '../../src/ui/languages.ts';
import { openStage, type Stage } from '../scene.ts';
import { violations } from '../violations.ts';
import { gallery, type Kind, kinds } from './gallery.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(gallery);
});
afterAll(() => stage[Symbol.asyncDispose]());

const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

/** Nothing is wrong, in whatever colours. */
async function expectSound(page: Page): Promise<void> {
  for (const look of looks) {
    await page.emulateMedia(look);
    expect(await violations(page), JSON.stringify(look)).toEqual([]);
  }
}

const option = (page: Page, index: number) =>
  page.getByRole('radio').or(page.getByRole('checkbox')).nth(index);
/** A tap on a scale ends its question; this leaves it on show as the tap does for a moment. */
const chooseForGood = (page: Page) =>
  option(page, 0).evaluate((radio) => radio.setAttribute('aria-checked', 'true'));
const other = async (page: Page) => {
  await option(page, 3).click();
  await page.getByRole('textbox').fill('It never rings');
};

/** What can be seen of a kind of question beside its first look. */
const further: Partial<Record<Kind, Record<string, (page: Page) => Promise<void>>>> = {
  ...Object.fromEntries(
    kinds
      .filter((kind) => !['choices', 'text', 'news'].includes(kind))
      .map((kind) => [kind, { chosen: chooseForGood }]),
  ),
  choice: { 'with words of one’s own': other },
  choices: {
    'with as many chosen as may be': async (page) => {
      await option(page, 1).click();
      await other(page);
    },
  },
  text: {
    'sent without words': async (page) => {
      await page.locator('milepost-survey [type=submit]').click();
    },
    written: (page) => page.getByRole('textbox').fill('The wait'),
    'and its thanks': async (page) => {
      await page.locator('milepost-survey [type=submit]').click();
      await page.getByRole('textbox').waitFor({ state: 'detached' });
    },
  },
};

describe.each([
  ['over the page', 'en', false],
  ['over the page', 'ar', false],
  ['in the page', 'en', true],
  ['in the page', 'ar', true],
])('%s, in %s', (_, locale, inline) => {
  test.each(kinds)('%s is accessible in every state and all colours', async (trigger) => {
    await stage.inScene({ name: 'sans', trigger, locale, inline }, async (page) => {
      await expectSound(page);
      for (const change of Object.values(further[trigger] ?? {})) {
        await change(page);
        await expectSound(page);
      }
    });
  });

  test('a question is accessible that says that the last answer is kept', async () => {
    const scene = { name: 'sans', trigger: 'cxi', locale, inline, missing: '**/v1/responses*' } as const;
    await stage.inScene(scene, async (page) => {
      const words = await loadWords(locale);
      await option(page, 2).click();
      await page.getByText(words.kept).waitFor();
      await expectSound(page);
    });
  });
});
