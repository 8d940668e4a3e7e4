import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Desk, type HostScope, openDesk, programOf, touchpoint } from './desk.ts';

/** Long enough for a prompt to come up, if one were to. */
const moment = 2_000;

const shown = (tab: Page) => tab.locator('milepost-survey').count();
const leaveThroughTheTop = (tab: Page) =>
  tab.evaluate(() =>
    document.documentElement.dispatchEvent(
      new MouseEvent('mouseleave', { clientX: 400, clientY: -1, relatedTarget: null }),
    ),
  );
const opened = async (desk: Desk) => {
  const tab = await desk.tab(await desk.device(), 'u-17');
  await tab.waitForLoadState('networkidle');
  return tab;
};

describe('nothing comes up at the wrong moment', () => {
  test('an exit intent of this page shows nothing on the next', async () => {
    const triggers = [{ on: 'exit', page: '/' }];
    await using desk = await openDesk(
      programOf({ leaving: touchpoint('faces', { delay: '1s' }, { triggers }) }),
    );
    const tab = await opened(desk);
    await leaveThroughTheTop(tab);
    await tab.goto(`${desk.url}/?who=u-17&next`);
    await tab.waitForLoadState('networkidle');
    await tab.waitForTimeout(moment);
    expect(await shown(tab)).toBe(0);
    await leaveThroughTheTop(tab);
    await tab.getByRole('dialog', { name: 'How satisfied are you?' }).waitFor();
  });

  test('a delayed survey does not appear after the page of an app has changed', async () => {
    await using desk = await openDesk(
      programOf({ stay: touchpoint('faces', { delay: '1s', endsWithPage: true }) }),
    );
    const tab = await opened(desk);
    const outcome = tab.evaluate(() => (globalThis as unknown as HostScope).cx.trigger('stay'));
    await tab.evaluate(() => history.pushState(null, '', '/another-view'));
    expect(await outcome).toMatchObject({ status: 'not_asked', reason: 'page_left' });
    await tab.waitForTimeout(moment);
    expect(await shown(tab)).toBe(0);
    expect(await desk.answered()).toBe(0);
  });
});
