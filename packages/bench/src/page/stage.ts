import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { Browser, CDPSession, Page } from 'playwright-core';

/** Slower than the machine at hand: a phone of the middle class. */
const slowDown = 4;

const touchpoint = (survey: string) => ({
  label: survey,
  stage: 'support',
  pattern: 'past' as const,
  survey,
  ask: { delay: '0s', repeatAfter: '0s' },
});
const program = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 1000, afterDismissal: '0s' },
  touchpoints: { score: touchpoint('score'), stars: touchpoint('stars') },
  surveys: {
    score: { questions: [{ id: 'recommend', type: 'nps', text: 'How likely are you to recommend us?' }] },
    stars: { questions: [{ id: 'how', type: 'rating', look: 'stars', text: 'How was it?' }] },
  },
};

/** A browser, a collector, and a page that loads the script tag, or one that loads an empty module in its place. */
export interface Stage extends AsyncDisposable {
  browser: Browser;
  collector: CollectorProcess;
  /** A page of its own in a browser profile of its own, on a processor that is slowed down. */
  inPage<Result>(path: '/with' | '/without', work: (visit: Visit) => Promise<Result>): Promise<Result>;
}

interface Visit {
  page: Page;
  session: CDPSession;
  /** Opens the page, which may not have been asked for before. */
  open(): Promise<void>;
}

const pageOf = (script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${script}<h1>A page</h1><p>Its words.</p>`;

export async function openStage(): Promise<Stage> {
  const folder = await createTempFolder();
  const collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${join(folder.path, 'milepost.db')}`,
    MILEPOST_RATE: 'off',
  });
  const pushed = await collector.putProgram(program);
  if (pushed.status !== 200) throw new Error(`the program was refused: ${JSON.stringify(pushed.body)}`);
  const pages: Record<string, [type: string, body: string]> = {
    '/with': [
      'text/html',
      pageOf(
        `<script type="module" src="${collector.url}/cx.js" data-key="${collector.publicKey}" data-allow-automation></script>`,
      ),
    ],
    '/without': ['text/html', pageOf('<script type="module" src="/empty.js"></script>')],
    '/empty.js': ['text/javascript', 'export {};'],
  };
  const host = createServer(({ url = '' }, response) => {
    const [type, body] = pages[url] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((listening) => host.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const browser = await launchChromium();
  return {
    browser,
    collector,
    inPage: async (path, work) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
      try {
        const page = await context.newPage();
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
        return await work({
          page,
          session,
          open: async () => void (await page.goto(address + path, { waitUntil: 'networkidle' })),
        });
      } finally {
        await context.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      host.closeAllConnections();
      host.close();
      await collector.end('SIGTERM');
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
