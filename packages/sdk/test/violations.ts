import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is wrong with the prompt for somebody who cannot see or point. */
export async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // The page's policy lets no script in; this way it is evaluated by the browser, not by the page.
  await session.send('Runtime.evaluate', { expression: axe.source });
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(
      { include: ['milepost-survey'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
    ),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
