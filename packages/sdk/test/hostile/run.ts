import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { createFaultPlan } from './fault-plan.ts';
import { openHostileProxy } from './hostile-proxy.ts';
import type { Visit } from './ledger.ts';
import { createPerson } from './person.ts';
import { planRun, type TabPlan } from './run-plan.ts';

/** What one person went through, and what they left. */
export interface Run {
  seed: number;
  visits: readonly Visit[];
  struck: readonly string[];
  /** What the tabs ended by. */
  ends: readonly string[];
  /** What went wrong besides the answers: an exception in the host's page, or an outbox that is never empty. */
  complaints: readonly string[];
}

interface Surroundings {
  browser: Browser;
  /** Address of the host. */
  host: string;
  /** Address of the collector by now. */
  collector: () => string;
  key: string;
  /** Runs a client that keeps nothing. */
  forgetful?: boolean;
}

/** How long a page of the host stays open for the outbox to become empty, and how many of them are opened. */
const stayMs = 10_000;
const stays = 6;

/** One person answers through a hostile network; then it heals, and they come back to the host's page. */
export async function run(
  seed: number,
  { browser, host, collector, key, forgetful }: Surroundings,
): Promise<Run> {
  const plan = planRun(seed);
  const complaints: string[] = [];
  await using proxy = await openHostileProxy({ collector, faultOf: createFaultPlan(seed) });
  const visiting = { collector: proxy.url, key, ...(plan.known && { person: `person-${seed}` }) };
  await using context = await browser.newContext({ reducedMotion: 'reduce' });
  context.on('weberror', (error) => complaints.push(`the page has thrown: ${error.error().message}`));
  const person = await createPerson({
    context,
    host,
    visiting: { ...visiting, ...(forgetful && { forgetful: 'yes' }) },
  });
  const live = async (tab: TabPlan) => {
    try {
      await person.use(forgetful ? { ...tab, headless: true } : tab);
    } catch (error) {
      complaints.push(`the person could not go on: ${String(error)}`);
    }
  };
  await Promise.all(plan.tabs.map(live));
  proxy.heal();
  await context.setOffline(false);
  if (!forgetful && !(await empties(context, `${host}/?${new URLSearchParams(visiting)}`)))
    complaints.push('the outbox is never empty');
  return {
    seed,
    visits: person.visits,
    struck: proxy.struck,
    ends: plan.tabs.map(({ end }) => end),
    complaints,
  };
}

/** Opens a page that asks nothing until all that waits on the device has been sent. */
async function empties(context: BrowserContext, address: string): Promise<boolean> {
  for (let stay = 0; stay < stays; stay++) {
    const page = await context.newPage();
    await page.goto(address);
    for (const end = Date.now() + stayMs; Date.now() < end; await wait(50))
      if (await page.evaluate(() => !Object.keys(localStorage).some((name) => name.endsWith(':out'))))
        return true;
    await page.close();
  }
  return false;
}
