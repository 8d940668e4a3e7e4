import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HostScope, type House, openHouse, outcomes, prompt, reach, reachInVain } from './house.ts';

interface Counts {
  triggered: number | null;
  gates: Record<string, number> | null;
  /** Null where few people began to answer. */
  shown: number | null;
}

let house: House;
let device: BrowserContext;
let tab: Page;
/** The bodies that told of tallies. */
let told: string[];

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  device = await house.openDevice();
  told = [];
  device.on('request', (request) => {
    const body = request.method() === 'POST' ? (request.postData() ?? '') : '';
    if (body.includes('"tallies"')) told.push(body);
  });
  tab = await house.visit(device);
});
afterEach(() => device.close());

/** What the collector counted of each touchpoint. */
async function counts(): Promise<Record<string, Counts>> {
  const { url, secretKey } = house.collector;
  const reply = await fetch(`${url}/v1/funnel`, { headers: { Authorization: `Bearer ${secretKey}` } });
  expect(reply.status).toBe(200);
  const { rows } = (await reply.json()) as { rows: ({ group: { touchpoint: string } } & Counts)[] };
  return Object.fromEntries(
    rows.map(({ group, triggered, gates, shown }) => [group.touchpoint, { triggered, gates, shown }]),
  );
}
/** What the device keeps of what it counts. */
const kept = () => tab.evaluate(() => Object.keys(localStorage).filter((name) => /:(n|tallies)$/.test(name)));

test('the collector learns how often a touchpoint was reached, and which gate kept a prompt back', async () => {
  await reachInVain(tab, 'done_by_nobody');
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1);
  await tab.reload();
  await tab.waitForFunction(() => 'cx' in globalThis);
  await reachInVain(tab, 'done_by_nobody');
  await reach(tab);
  await prompt(tab).getByRole('radio').first().click();
  await tab.keyboard.press('Escape');
  await expect.poll(() => outcomes(tab), { timeout: 20_000 }).toEqual(['sample', 'escape']);
  await expect.poll(counts, { timeout: 20_000 }).toMatchObject({
    done_by_nobody: { triggered: 2, gates: { sample: 2 }, shown: 0 },
    // One person began, who is not told of.
    done: { triggered: 1, gates: {}, shown: null },
  });
  // Each under one id, however often it is told of; nothing of the person.
  const ids = told.flatMap((body) =>
    (JSON.parse(body) as { tallies: { id: string }[] }).tallies.map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(2);
  expect(told.join()).not.toContain('"person"');
});

test('a person who says no leaves nothing of it on the device', async () => {
  await reachInVain(tab, 'done_by_nobody');
  await expect.poll(kept, { timeout: 20_000 }).not.toEqual([]);
  await tab.evaluate(() => (globalThis as unknown as HostScope & Consenting).cx.consent('denied'));
  await expect.poll(kept, { timeout: 20_000 }).toEqual([]);
});

interface Consenting {
  cx: { consent(word: 'denied'): void };
}
