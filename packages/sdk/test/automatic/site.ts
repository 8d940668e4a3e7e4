import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { serveHostPage } from '../host-page.ts';
import { program } from './site-program.ts';

const npm = join(import.meta.dirname, '../../dist/npm');

/** What the host's page has in its global scope. */
export interface SiteScope {
  cx: {
    trigger(touchpoint: string, facts?: object): Promise<{ status: string; reason?: string }>;
    destroy(): void;
  };
  /** Every event of the SDK: what happened, and where. */
  told: string[];
}

interface Visit {
  path: string;
  /** As a browser without the Navigation API. */
  old?: boolean;
}

/** A site of many paths that a real collector watches, in a real browser. */
export interface Site extends AsyncDisposable {
  collector: CollectorProcess;
  /** Opens a page on a device of its own, and calls back when everything on it is armed. Nothing may be complained of. */
  visit(visit: Visit, check: (page: Page) => Promise<void>): Promise<void>;
}

const app = ({ url, publicKey }: CollectorProcess) => `import { createCx } from '/sdk/index.js';
  globalThis.told = [];
  globalThis.cx = createCx({ collector: '${url}', key: '${publicKey}', allowAutomation: true });
  for (const name of ['shown', 'not_asked', 'failed', 'dismissed'])
    cx.on(name, ({ touchpoint, reason }) => told.push([name, touchpoint, reason].filter(Boolean).join(' ')));
  document.querySelector('#save').addEventListener('click', (event) => event.stopPropagation());
  const root = document.querySelector('x-menu').attachShadow({ mode: 'open' });
  root.innerHTML = '<button class="wish"><b>Wish</b></button>';`;

const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
  <link rel="stylesheet" href="/host.css"><script type="module" src="/app.js"></script></head>
  <body><button id="save"><i>Save</i></button><x-menu></x-menu><p>${'Words of the host. '.repeat(20)}</p>
  <div id="list"><p></p></div><div id="strip"><p></p></div><p id="tall"></p></body></html>`;

const css = `body { margin: 0 } #tall { height: 2000px }
  #list { height: 400px; overflow: auto } #list p { height: 3000px }
  #strip { height: 400px; overflow: auto } #strip p { width: 3000px; height: 10px; margin: 0 }`;

export async function openSite(document = program): Promise<Site> {
  const browser = await launchChromium();
  const folder = await createTempFolder();
  const collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_RATE: 'off',
  });
  expect((await collector.putProgram(document)).status).toBe(200);
  const script = (text: string) => ({ type: 'text/javascript', body: text });
  const paths = ['/', '/left', '/next', ...Object.keys(document.touchpoints).map((name) => `/${name}`)];
  const host = await serveHostPage(
    Object.fromEntries([
      ['/app.js', script(app(collector))],
      ['/host.css', { type: 'text/css', body: css }],
      ...readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
      ...paths.map((path) => [path, { type: 'text/html', body }]),
    ]),
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}`,
  );
  return {
    collector,
    visit: async ({ path, old }, check) => {
      const context = await browser.newContext({
        viewport: { width: 800, height: 600 },
        reducedMotion: 'reduce',
      });
      if (old) await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'));
      const complaints: string[] = [];
      try {
        const page = await context.newPage();
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(host.url + path);
        await page.waitForLoadState('networkidle');
        if ('every_view' in document.touchpoints) await isArmed(page);
        await check(page);
        expect(complaints).toEqual([]);
      } finally {
        await context.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await host[Symbol.asyncDispose]();
      await collector.end('SIGTERM');
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Everything on the page is armed: the touchpoint that each page reaches by itself has been. */
export async function isArmed(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    (globalThis as unknown as SiteScope).told?.includes('not_asked every_view sample'),
  );
}

export const toldOn = (page: Page) => page.evaluate(() => (globalThis as unknown as SiteScope).told);
