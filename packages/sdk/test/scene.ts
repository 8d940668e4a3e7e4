import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import type { ProgramInput } from '@milepost/protocol';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { serveHostPage } from './host-page.ts';
import { hosts, program } from './look-hosts.ts';

const npm = join(import.meta.dirname, '../dist/npm');

const policy = (collector: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector}; require-trusted-types-for 'script'`;

export interface Scene extends BrowserContextOptions {
  name: keyof typeof hosts;
  trigger: string;
  locale?: string;
  person?: { id: string; traits: Record<string, string> };
  facts?: Record<string, string>;
  /** Drawn in the flow of the page, instead of over it. */
  inline?: boolean;
  /** Files that cannot be had, as a pattern of their addresses. Only that is then said on the console. */
  missing?: string;
}

/** A browser, a collector with a program of every look, and the pages of hosts that ask. */
export interface Stage extends AsyncDisposable {
  collector: CollectorProcess;
  /**
   * Opens a host's page, triggers a touchpoint and calls back with the prompt on the screen. Nothing may be said on the
   * console meanwhile.
   */
  inScene(scene: Scene, check: (page: Page) => Promise<void>): Promise<void>;
}

/** What the host's page has in its global scope. */
export interface HostScope {
  cx: {
    identify(person: object): void;
    trigger(touchpoint: string, facts?: object): Promise<unknown>;
    open(touchpoint: string, placement: { into: Element }): Promise<unknown>;
    close(): void;
    setLocale(locale: string): void;
    destroy(): void;
  };
  /** Every key that reached the page. */
  keys: string[];
}

const app = (collector: CollectorProcess) => `import { createCx } from '/sdk/index.js';
  const options = { collector: '${collector.url}', key: '${collector.publicKey}', allowAutomation: true };
  const locale = new URLSearchParams(location.search).get('locale');
  globalThis.keys = [];
  for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({ key }) => keys.push(key));
  globalThis.cx = createCx({ ...options, ...(locale && { locale }) });`;

const pageOf = (name: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>
   <link rel="stylesheet" href="/${name}.css"><script type="module" src="/app.js"></script></head>
   <body><h1>A page of the host</h1><p>${'Its own words go on and on. '.repeat(12)}</p><button>Its own button</button></body></html>`;

export async function openStage(asked: ProgramInput = program): Promise<Stage> {
  const browser = await launchChromium();
  const folder = await createTempFolder();
  const collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_RATE: 'off',
  });
  expect((await collector.putProgram(asked)).status).toBe(200);
  const script = (body: string) => ({ type: 'text/javascript', body });
  const host = await serveHostPage(
    Object.fromEntries([
      ['/app.js', script(app(collector))],
      ...readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
      ...Object.entries(hosts).map(([name, css]) => [`/${name}.css`, { type: 'text/css', body: css }]),
      ...Object.keys(hosts).map((name) => [`/${name}`, { type: 'text/html', body: pageOf(name) }]),
    ]),
    policy(collector.url),
  );
  return {
    collector,
    inScene: async ({ name, trigger, locale, person, facts, inline, missing, ...options }, check) => {
      const context = await browser.newContext({
        viewport: { width: 800, height: 480 },
        reducedMotion: 'reduce',
        ...options,
      });
      const complaints: string[] = [];
      try {
        const page = await context.newPage();
        if (missing) await page.route(missing, (route) => route.abort());
        page.on('console', (message) => {
          if (!missing || !message.text().includes('ERR_FAILED')) complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(`${host.url}/${name}${locale ? `?locale=${locale}` : ''}`);
        await page.waitForFunction(() => 'cx' in globalThis);
        await page.evaluate(
          ({ trigger, person, facts, inline }) => {
            const { cx } = globalThis as unknown as HostScope;
            if (person) cx.identify(person);
            const into = inline && document.querySelector('p');
            void (into ? cx.open(trigger, { into }) : cx.trigger(trigger, facts));
          },
          { trigger, person, facts, inline },
        );
        await page.locator('milepost-survey [part=card]').waitFor();
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
