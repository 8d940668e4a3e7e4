import { launchChromium } from '@milepost/testkit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostPage, serveHostPage } from '../host-page.ts';
import { campaign, faultsOf, figuresOf } from './campaign.ts';
import { countPlainly } from './count.ts';
import { hostPages } from './host-pages.ts';

/** The long form, as `npm run test:faults` runs it. */
const isFull = process.env['MILEPOST_FAULTS'] === 'full';
/**
 * `MILEPOST_SEED=37 MILEPOST_RUNS=1` plays the run of seed 37 again: the same person and the same faults. When things
 * happen is the machine's.
 */
const firstSeed = Number(process.env['MILEPOST_SEED'] ?? (isFull ? Date.now() % 1_000_000 : 1));
const count = Number(process.env['MILEPOST_RUNS'] ?? (isFull ? 600 : 40));
const timeout = isFull ? 60 * 60_000 : 240_000;

let browser: Browser;
let host: HostPage;

beforeAll(async () => {
  browser = await launchChromium();
  host = await serveHostPage(hostPages, '');
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

test(
  'whatever the network, the collector and the tab go through, each answered survey is stored exactly once',
  async ({ annotate }) => {
    await campaign({ browser, host: host.url, firstSeed, count }, async (played) => {
      await annotate(figuresOf(played), 'figure');
      expect(faultsOf(played)).toEqual([]);
      for (const metric of ['nps', 'csat'] as const) {
        const { body } = await played.collector.counts({ metric });
        expect(body).toMatchObject({ rows: [countPlainly(metric, played.lines)] });
      }
      // Runs in which nothing was struck would prove nothing.
      if (count < 40) return;
      const struck = new Set(played.runs.flatMap((run) => run.struck));
      for (const kind of [
        'dropped',
        'cut',
        'late',
        'twice',
        'overtaken',
        'refused',
        'stranger',
        'torn',
        'hole',
      ])
        expect(struck).toContain(`${kind} responses`);
      expect(played.kills).toBeGreaterThan(0);
      expect(played.lines.length).toBeGreaterThan(count / 2);
    });
  },
  timeout,
);

test(
  'a client that sends each state once and keeps nothing loses answers in the same runs',
  async ({ annotate }) => {
    await campaign({ browser, host: host.url, firstSeed: 1, count: 20, forgetful: true }, async (played) => {
      const faults = faultsOf(played);
      await annotate(
        `a client that keeps nothing: ${faults.length} faults in ${played.runs.length} runs`,
        'figure',
      );
      // A whole answer, or its end: which of them, the network decides.
      expect(faults.join()).toMatch(/is lost|has lost its end/);
    });
  },
  timeout,
);
