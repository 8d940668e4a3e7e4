import type { Page } from 'playwright-core';
import type { Tap } from './surveys.ts';

/** How long a person waits for something to come up, in milliseconds. */
export const patience = 4_000;

/** What the host's page has in its global scope when it draws by itself. */
interface HostScope {
  session?: { answer(value: unknown): void; back(): void; dismiss(): void };
}

interface Manner {
  /** The host draws the survey itself. */
  headless: boolean;
  /** Goes back to the question before it answers; on a survey that the host draws. */
  goesBack: boolean;
  /** The page goes to another one in the same task. */
  leaves: boolean;
}

/** Gives one answer. */
export async function tap(page: Page, { value, min = 0 }: Tap, manner: Manner): Promise<void> {
  if (manner.headless) return tapHeadless(page, value, manner);
  if (typeof value === 'string') await page.getByRole('textbox').fill(value, { timeout: patience });
  const button =
    typeof value === 'string'
      ? page.getByRole('button', { name: /^(Next|Send)$/ })
      : page.getByRole('radio').nth(value - min);
  if (!manner.leaves) return button.click({ timeout: patience });
  await button.evaluate(
    (element: HTMLElement) => {
      element.click();
      location.href = '/elsewhere';
    },
    null,
    { timeout: patience },
  );
}

function tapHeadless(page: Page, value: Tap['value'], { goesBack, leaves }: Manner): Promise<void> {
  return page.evaluate(
    ({ value, goesBack, leaves }) => {
      const { session } = globalThis as unknown as HostScope;
      if (goesBack) session?.back();
      session?.answer(value);
      if (leaves) location.href = '/elsewhere';
    },
    { value, goesBack, leaves },
  );
}

/** Closes the survey, if it is still there. */
export async function dismiss(page: Page, headless: boolean): Promise<void> {
  if (headless) await page.evaluate(() => (globalThis as unknown as HostScope).session?.dismiss());
  else
    await page
      .getByRole('button', { name: 'Close' })
      .click({ timeout: 500 })
      .catch(() => {});
}
