import { median, type Stage } from './stage.ts';

const rounds = 9;

/** What a host's page has in its global scope. */
interface HostScope {
  cx: { trigger(touchpoint: string): Promise<unknown>; close(): void; destroy(): void };
}

export interface Asking {
  /** Milliseconds from the trigger to the painted question: with the part that draws to be loaded, and once it is. */
  first: number;
  second: number;
  /** The longest task meanwhile, in milliseconds; 0 when none was longer than 50. */
  longest: number;
  /** Cumulative layout shift. */
  shift: number;
}

/** Triggers a touchpoint in a page that knows its program, and sees the question painted, twice. */
export async function measureAsking(stage: Stage): Promise<Asking> {
  const visits: Asking[] = [];
  for (let round = 0; round < rounds; round++)
    visits.push(
      await stage.inPage('/with', async ({ page, open }) => {
        await open();
        return page.evaluate(async () => {
          const { cx } = globalThis as unknown as HostScope;
          let longest = 0;
          let shift = 0;
          const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) see(entry);
            }).observe({ type, buffered: false });
          watch('longtask', ({ duration }) => {
            longest = Math.max(longest, duration);
          });
          watch('layout-shift', (entry) => {
            shift += (entry as PerformanceEntry & { value: number }).value;
          });
          const frame = () => new Promise(requestAnimationFrame);
          const ask = async () => {
            const start = performance.now();
            void cx.trigger('score');
            while (!document.querySelector('milepost-survey')?.shadowRoot?.querySelector('[role=dialog]'))
              await frame();
            // The frame in which it is drawn has been painted when the next begins.
            await frame();
            const took = performance.now() - start;
            await new Promise((passed) => setTimeout(passed, 300));
            cx.close();
            while (document.querySelector('milepost-survey')) await frame();
            await new Promise((passed) => setTimeout(passed, 300));
            return took;
          };
          const first = await ask();
          const second = await ask();
          return { first, second, longest, shift };
        });
      }),
    );
  const of = (key: keyof Asking) => visits.map((visit) => visit[key]);
  return {
    first: median(of('first')),
    second: median(of('second')),
    longest: Math.max(...of('longest')),
    shift: Math.max(...of('shift')),
  };
}
