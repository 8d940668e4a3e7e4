import type { Page } from 'playwright-core';

/** What of the prompt sticks out of its card or of the screen, or is cut off; nothing, when all can be read. */
export const inView = (page: Page): Promise<string[]> =>
  page.locator('milepost-survey').evaluate((element) => {
    const root = element.shadowRoot;
    const card = root?.querySelector('[part=card]');
    if (!root || !card) return ['no card'];
    const within = card.getBoundingClientRect();
    const faults: string[] = [];
    if (within.left < 0 || within.right > innerWidth) faults.push('the card sticks out of the screen');
    for (const part of root.querySelectorAll<HTMLElement>('*')) {
      const { left, right, width } = part.getBoundingClientRect();
      const what = `${part.className || part.tagName} "${part.textContent}"`;
      // Half a pixel is how far browsers round.
      if (width && (left < within.left - 0.5 || right > within.right + 0.5))
        faults.push(`${what} sticks out`);
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth) faults.push(`${what} is cut off`);
    }
    return faults;
  });
