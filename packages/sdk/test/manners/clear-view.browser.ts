import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type House, openHouse, outcomes, prompt, reach, reachInVain } from './house.ts';

let house: House;
let device: BrowserContext;
let tab: Page;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  device = await house.openDevice();
  await device.addInitScript(countTimers);
  tab = await house.visit(device);
});
afterEach(() => device.close());

interface Counts {
  intervals: number;
  timers: Set<number>;
  observers: Set<MutationObserver>;
  hidden: boolean;
}

/** Counts what the page has running, and what of that is ours, and lets a test hide it. */
function countTimers() {
  const counts: Counts = { intervals: 0, timers: new Set(), observers: new Set(), hidden: false };
  const { setTimeout: start, setInterval: repeat, clearTimeout: stop } = globalThis;
  const { observe, disconnect } = MutationObserver.prototype;
  Object.defineProperty(Document.prototype, 'hidden', { get: () => counts.hidden });
  MutationObserver.prototype.observe = function (...args) {
    // What drives the browser observes the page too.
    if (new Error().stack?.includes('/sdk/')) counts.observers.add(this);
    observe.apply(this, args);
  };
  MutationObserver.prototype.disconnect = function () {
    counts.observers.delete(this);
    disconnect.apply(this);
  };
  Object.assign(globalThis, {
    counts,
    setInterval: (...args: Parameters<typeof setInterval>) => {
      counts.intervals += 1;
      return repeat(...args);
    },
    setTimeout: (work: () => void, ms: number) => {
      const timer = Number(
        start(() => {
          counts.timers.delete(timer);
          work();
        }, ms),
      );
      counts.timers.add(timer);
      return timer;
    },
    clearTimeout: (timer: number) => {
      counts.timers.delete(timer);
      stop(timer);
    },
  });
}

const running = () =>
  tab.evaluate(() => {
    const { intervals, timers, observers } = (globalThis as unknown as { counts: Counts }).counts;
    return { intervals, timers: timers.size, observers: observers.size };
  });
/** How many listeners the page's window has. */
const listeners = async () => {
  const session = await device.newCDPSession(tab);
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'Object.values(getEventListeners(window)).flat().length',
    includeCommandLineAPI: true,
  });
  return result.value as number;
};

const hide = (hidden: boolean) =>
  tab.evaluate((hidden) => {
    (globalThis as unknown as { counts: Counts }).counts.hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

const covers: [string, (tab: Page) => Promise<unknown>, (tab: Page) => Promise<unknown>][] = [
  [
    'a modal dialog',
    (tab) => tab.evaluate(() => document.querySelector('dialog')?.showModal()),
    (tab) => tab.evaluate(() => document.querySelector('dialog')?.close()),
  ],
  [
    'a dialog made of other elements',
    (tab) => tab.evaluate(() => document.querySelector('#layer')?.removeAttribute('hidden')),
    (tab) => tab.evaluate(() => document.querySelector('#layer')?.setAttribute('hidden', '')),
  ],
  [
    'an element that fills the screen',
    (tab) => tab.evaluate(() => document.querySelector('h1')?.requestFullscreen()),
    (tab) => tab.evaluate(() => document.exitFullscreen()),
  ],
];

describe('a prompt waits', () => {
  test.each(covers)('behind %s, until it is gone', async (_, open, close) => {
    await open(tab);
    await reachInVain(tab);
    await close(tab);
    await prompt(tab).waitFor();
  });

  test('in a tab that is not in front, until it is', async () => {
    await hide(true);
    await reachInVain(tab);
    await hide(false);
    await prompt(tab).waitFor();
  });

  test.each(['#input', '#textarea', '#editable', '#shadow input'])(
    'while the person types in %s, and comes when they have stopped',
    async (place) => {
      await tab.locator(place).click();
      await tab.keyboard.type('I am at ');
      await reachInVain(tab);
      for (const word of ['work, ', 'so please ', 'do not ', 'interrupt ', 'me']) {
        await tab.keyboard.type(word, { delay: 60 });
        expect(await prompt(tab).count()).toBe(0);
      }
      // The focus is where it was: only the keys have stopped.
      await prompt(tab).waitFor();
      expect(await tab.evaluate(() => document.activeElement?.id)).toBe(place.split(' ')[0]?.slice(1));
    },
  );

  test('by listening: no interval ever, no timer behind a dialog, and nothing is left afterwards', async () => {
    const before = await listeners();
    await tab.evaluate(() => document.querySelector('dialog')?.showModal());
    await reachInVain(tab);
    expect(await running()).toEqual({ intervals: 0, timers: 0, observers: 1 });
    await tab.evaluate(() => (globalThis as unknown as { cx: { destroy(): void } }).cx.destroy());
    await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual(['destroyed']);
    expect(await running()).toEqual({ intervals: 0, timers: 0, observers: 0 });
    expect(await listeners()).toBe(before);
    await tab.evaluate(() => document.querySelector('dialog')?.close());
    expect(await prompt(tab).count()).toBe(0);
  });
});

describe('a prompt does not wait', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'for a field that merely has the focus',
      () => tab.evaluate(() => document.querySelector('input')?.focus()),
    ],
    ['for a box that is ticked', () => tab.locator('#box').click()],
    ['for a dialog that is not modal', () => tab.evaluate(() => document.querySelector('dialog')?.show())],
    [
      'for a dialog that is there and cannot be seen',
      () => tab.evaluate(() => document.querySelector('#layer')?.setAttribute('aria-modal', 'true')),
    ],
  ])('%s', async (_, happen) => {
    await happen();
    await reach(tab);
    await prompt(tab).waitFor();
  });
});

describe('a prompt that is on the screen', () => {
  test.each(covers)('gives way to %s, and can be answered afterwards', async (_, open, close) => {
    await reach(tab);
    await prompt(tab).waitFor();
    await open(tab);
    await prompt(tab).waitFor({ state: 'hidden' });
    await close(tab);
    await prompt(tab).getByRole('radio').nth(3).click();
    await tab.getByRole('dialog', { name: 'Why?' }).waitFor();
  });

  test('takes no focus when it comes, and gives it back when it goes', async () => {
    const focused = () => tab.evaluate(() => document.activeElement?.id);
    await tab.locator('#button').focus();
    await reach(tab);
    await prompt(tab).waitFor();
    expect(await focused()).toBe('button');
    await prompt(tab).getByRole('button', { name: 'Close' }).focus();
    expect(await focused()).toBe('');
    await tab.keyboard.press('Escape');
    await tab.locator('milepost-survey').waitFor({ state: 'detached' });
    expect(await focused()).toBe('button');
    expect(await running()).toMatchObject({ intervals: 0, observers: 0 });
  });
});
