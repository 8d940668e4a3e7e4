import type { Page } from 'playwright-core';

/** What a prompt measures, part by part: the same on every host. */
export const measures = (page: Page): Promise<unknown[]> =>
  page.locator('milepost-survey').evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll('[part]') ?? [])].map((part) => {
      const { width, height } = part.getBoundingClientRect();
      const { fontSize, lineHeight, color, padding } = getComputedStyle(part);
      return [
        part.getAttribute('part'),
        Math.round(width),
        Math.round(height),
        fontSize,
        lineHeight,
        color,
        padding,
      ];
    }),
  );
