import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is wrong with the prompt for somebody who cannot see or point. */
export async function violations(page: Page): Promise<string[]> {
  const there = await page.evaluate(() => 'axe' in globalThis);
  if (!there) {
    const session = await page.context().newCDPSession(page);
    // The page's policy lets no script in; this way it is evaluated by the browser, not by the page.
    await session.send('Runtime.evaluate', { expression: axe.source });
    await session.detach();
  }
  const { violations, incomplete } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(
      { include: ['milepost-survey'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    ),
  );
  // A contrast that it cannot tell would have to be looked at; nothing else of what it leaves open is about a prompt.
  const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
  return [...violations, ...unsure].map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}
