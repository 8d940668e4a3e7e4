import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { dismiss, patience, tap } from './hand.ts';
import type { Visiting } from './host-pages.ts';
import type { Deed, Visit } from './ledger.ts';
import type { TabPlan } from './run-plan.ts';
import type { Tap } from './surveys.ts';

/** Somebody with a browser of their own, who answers in one or more tabs of a host. */
export interface Person {
  /** All visits in which something could have been shown. */
  visits: readonly Visit[];
  /** Opens a tab, answers as planned, and ends it as planned. */
  use(plan: TabPlan): Promise<void>;
}

interface PersonOptions {
  context: BrowserContext;
  /** Address of the host. */
  host: string;
  visiting: Visiting;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenVisit = Writable<Visit> & { deeds: Deed[]; taps: Tap[]; page: Page };

/** How often the person loads the page before they give up, and how long they wait in between, in milliseconds. */
const loads = 4;
const betweenLoads = 500;

export async function createPerson({ context, host, visiting }: PersonOptions): Promise<Person> {
  const visits: OpenVisit[] = [];
  const plans = new Map<Page, TabPlan>();

  await context.exposeBinding('tell', ({ page }, deed: Deed) => {
    if (deed.kind === 'opened')
      visits.push({
        id: deed.visit,
        touchpoint: plans.get(page)?.touchpoint ?? '',
        deeds: [],
        taps: [],
        died: null,
        page,
      });
    visits.find(({ id }) => id === deed.visit)?.deeds.push(deed);
  });

  const current = (page: Page) => visits.findLast((visit) => visit.page === page && visit.died === null);
  /** Waits until a page has told of something so many times, or for as long as people do. */
  const hears = async (page: Page, kinds: readonly Deed['kind'][], count = 1) => {
    for (const end = Date.now() + patience; Date.now() < end; await wait(10)) {
      const told = current(page)?.deeds.filter(({ kind }) => kinds.includes(kind)).length ?? 0;
      if (told >= count) return;
    }
  };
  /** From now on nothing can happen in what is open in a tab. */
  const bury = (page: Page) => {
    for (const visit of visits) if (visit.page === page) visit.died ??= Date.now();
  };

  /** The browser refuses while another tab lies there crashed. */
  const setOffline = (offline: boolean) => context.setOffline(offline).catch(() => {});

  const comesUp = async (page: Page, plan: TabPlan) => {
    const { touchpoint, headless } = plan;
    const query = new URLSearchParams({ ...visiting, touchpoint, ...(headless && { headless: 'yes' }) });
    for (let load = 0; load < loads; load++) {
      bury(page);
      // Another tab may have taken the network away.
      await page.goto(`${host}/?${query}`, { waitUntil: 'commit' }).catch(() => {});
      await hears(page, ['shown', 'refused']);
      if (current(page)?.deeds.some(({ kind }) => kind === 'shown')) return true;
      await wait(betweenLoads);
    }
    return false;
  };

  const end: Record<TabPlan['end'], (page: Page) => Promise<unknown>> = {
    stays: async () => {},
    // Without a network there is nowhere to go to.
    leaves: (page) => page.waitForURL('**/elsewhere', { timeout: patience }).catch(() => {}),
    closes: (page) => {
      bury(page);
      return page.close();
    },
    reloads: (page) => {
      bury(page);
      return page.reload({ waitUntil: 'commit' }).catch(() => {});
    },
    crashes: async (page) => {
      const crashed = page.waitForEvent('crash');
      const devtools = await context.newCDPSession(page);
      bury(page);
      // It has no answer: nobody is left to give one.
      devtools.send('Page.crash').catch(() => {});
      await crashed;
      await page.close();
    },
  };

  const answer = async (page: Page, { taps, pauses, offlineBefore, headless, dismisses, end }: TabPlan) => {
    for (const [index, next] of taps.entries()) {
      if (offlineBefore === index) await setOffline(true);
      await wait(pauses[index]);
      current(page)?.taps.push(next);
      const leaves = end === 'leaves' && index === taps.length - 1;
      // Nothing is sure of an answer that the page dies with.
      if (leaves) bury(page);
      await tap(page, next, { headless, leaves, goesBack: taps[index - 1]?.question === next.question });
      if (!leaves) await hears(page, ['answered'], index + 1);
    }
    if (dismisses && end !== 'leaves') await dismiss(page, headless);
    await wait(pauses.at(-1));
  };

  return {
    visits,
    use: async (plan) => {
      const page = await context.newPage();
      plans.set(page, plan);
      // Tabs of one site may share a process, and its end.
      page.on('crash', () => bury(page));
      if (!(await comesUp(page, plan))) return page.close();
      try {
        await answer(page, plan);
        await end[plan.end](page);
      } catch (error) {
        // It may have died with another tab.
        if (current(page)) throw error;
      } finally {
        await setOffline(false);
      }
    },
  };
}
