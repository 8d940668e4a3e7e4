import { describe, expect, test } from 'vitest';
import { answer, type HostScope, openDesk, programOf, reach, touchpoint } from './desk.ts';

const program = programOf({ nps: touchpoint('score') });
const posts = '**/v1/responses';

describe('no answer is lost, and none is counted twice', () => {
  test('a send asks no permission first: there is no preflight to lose it', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    const session = await tab.context().newCDPSession(tab);
    await session.send('Network.enable');
    const methods: string[] = [];
    session.on('Network.requestWillBeSent', ({ request: { url, method } }) => {
      if (url.startsWith(desk.collector.url)) methods.push(method);
    });
    await reach(tab, 'nps');
    await answer(tab);
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    expect(methods).toContain('POST');
    expect(methods).not.toContain('OPTIONS');
  });

  test('an answer is stored though the page is left in the same moment', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    await reach(tab, 'nps');
    await tab.evaluate(() => {
      const options = document
        .querySelector('milepost-survey')
        ?.shadowRoot?.querySelectorAll<HTMLElement>('[role=radio]');
      options?.[9]?.click();
      location.assign('/elsewhere');
    });
    await tab.waitForURL('**/elsewhere');
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
  });

  test('ten of ten answers are stored when each tab is closed at once', async () => {
    await using desk = await openDesk(program);
    for (let person = 0; person < 10; person++) {
      const device = await desk.device();
      const tab = await desk.tab(device, `u-${person}`);
      await reach(tab, 'nps');
      await tab.getByRole('radio').last().click();
      await tab.close({ runBeforeUnload: true });
    }
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(10);
  });

  test('what arrives twice is one response', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    await tab.route(posts, async (route) => {
      await route.fetch();
      await route.continue();
    });
    await reach(tab, 'nps');
    await answer(tab);
    await expect
      .poll(async () => (await desk.collector.counts({ metric: 'nps' })).body.rows[0]?.funnel.completed, {
        timeout: 15_000,
      })
      .toBe(1);
    expect(await desk.answered()).toBe(1);
    expect((await desk.collector.counts({ metric: 'nps' })).body.rows[0]?.n).toBe(1);
  });

  test.each([429, 503])('a %d is no last word: the answer is sent again', async (status) => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    let refusals = 0;
    await tab.route(posts, (route) => {
      refusals += 1;
      if (refusals > 3) return route.continue();
      const headers = { 'Access-Control-Allow-Origin': '*', 'Retry-After': '1' };
      return route.fulfill({
        status,
        headers,
        contentType: 'application/problem+json',
        body: '{"code":"rate_limited"}',
      });
    });
    await reach(tab, 'nps');
    await answer(tab);
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    expect(refusals).toBeGreaterThan(3);
  });

  test('somebody who answers offline and comes back another day has answered', async () => {
    await using desk = await openDesk(program);
    const device = await desk.device();
    const tab = await desk.tab(device, 'u-17');
    await reach(tab, 'nps');
    await device.setOffline(true);
    await answer(tab);
    await tab.close();
    await device.setOffline(false);
    const later = await desk.tab(device, 'u-17');
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    expect(await later.evaluate(() => typeof (globalThis as unknown as HostScope).cx)).toBe('object');
  });
});
