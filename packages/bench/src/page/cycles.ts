import type { CDPSession, Page } from 'playwright-core';
import type { Stage } from './stage.ts';

const cycles = 200;

interface HostScope {
  cx: { trigger(touchpoint: string): Promise<unknown>; close(): void; destroy(): void };
}

/** What a page holds after everything that can be given back was. */
interface Held {
  /** Bytes of the script heap. */
  heap: number;
  nodes: number;
  listeners: number;
}

export interface Cycles {
  /** After a few prompts, after 200 more, and after `destroy()`; without any prompt at the beginning. */
  empty: Held;
  before: Held;
  after: Held;
  destroyed: Held;
}

async function held(session: CDPSession): Promise<Held> {
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Opens and closes prompts, one after the other. */
async function prompts(page: Page, count: number): Promise<void> {
  await page.evaluate(async (count) => {
    const { cx } = globalThis as unknown as HostScope;
    const frame = () => new Promise(requestAnimationFrame);
    const survey = () => document.querySelector('milepost-survey');
    for (let round = 0; round < count; round++) {
      void cx.trigger(round % 2 ? 'score' : 'stars');
      while (!survey()) await frame();
      cx.close();
      while (survey()) await frame();
    }
  }, count);
}

export async function measureCycles(stage: Stage): Promise<Cycles> {
  return stage.inPage('/with', async ({ page, session, open }) => {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open();
    const empty = await held(session);
    await prompts(page, 20);
    await page.waitForTimeout(1_000);
    const before = await held(session);
    await prompts(page, cycles);
    await page.waitForTimeout(1_000);
    const after = await held(session);
    await page.evaluate(() => (globalThis as unknown as HostScope).cx.destroy());
    await page.waitForTimeout(1_000);
    return { empty, before, after, destroyed: await held(session) };
  });
}
