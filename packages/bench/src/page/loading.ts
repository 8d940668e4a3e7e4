import { median, type Stage } from './stage.ts';

const rounds = 11;

interface TraceEvent {
  name: string;
  /** Microseconds. */
  dur?: number;
  args?: unknown;
}

/** What a page costs its main thread, in milliseconds: compiling and running its module, and all that this calls later. */
async function costOf(stage: Stage, path: '/with' | '/without'): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++)
    costs.push(
      await stage.inPage(path, async ({ open }) => {
        const tracing = await stage.browser.newBrowserCDPSession();
        const events: TraceEvent[] = [];
        tracing.on('Tracing.dataCollected', ({ value }) =>
          events.push(...(value as unknown as TraceEvent[])),
        );
        await tracing.send('Tracing.start', {
          transferMode: 'ReportEvents',
          traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
        });
        await open();
        const complete = new Promise((resolve) => tracing.once('Tracing.tracingComplete', resolve));
        await tracing.send('Tracing.end');
        await complete;
        await tracing.detach();
        const spent = events
          .filter(
            ({ name, args }) =>
              name === 'v8.compileModule' || name === 'v8.evaluateModule' || isOurs(name, args),
          )
          .reduce((sum, { dur = 0 }) => sum + dur, 0);
        return spent / 1000;
      }),
    );
  return median(costs);
}

/** A callback of the page's only script, when it is idle or an answer has come. */
const isOurs = (name: string, args: unknown) =>
  name === 'FunctionCall' && /\/(cx|empty)\.js"/.test(JSON.stringify(args));

export interface Loading {
  /** Milliseconds of the main thread for the script tag, and for an empty module in its place. */
  ours: number;
  empty: number;
  /** Requests that were made before the page had loaded, and after; the page's own left out. */
  before: string[];
  after: string[];
}

export async function measureLoading(stage: Stage): Promise<Loading> {
  const [before, after] = await stage.inPage('/with', async ({ page, open }) => {
    await open();
    return page.evaluate(() => {
      const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const loaded = document?.loadEventStart ?? 0;
      const requests = performance.getEntriesByType('resource');
      const names = (late: boolean) =>
        requests
          .filter(({ startTime }) => startTime >= loaded === late)
          .map(({ name }) => new URL(name).pathname);
      return [names(false), names(true)] as const;
    });
  });
  return { ours: await costOf(stage, '/with'), empty: await costOf(stage, '/without'), before, after };
}
