import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import type { ProgramInput } from '@milepost/protocol';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { serveHostPage } from '../host-page.ts';

const npm = join(import.meta.dirname, '../../dist/npm');

const touchpoint = (ask: object) => ({
  label: 'A touchpoint',
  stage: 'support',
  pattern: 'past' as const,
  survey: 'how',
  ask: { delay: '0s', repeatAfter: '0s', ...ask },
});
/** A program that lets the same person be asked again and again: only manners are in the way. */
const program: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: {
    done: touchpoint({}),
    done_later: touchpoint({ delay: '2s' }),
    done_here: touchpoint({ endsWithPage: true }),
    done_by_nobody: touchpoint({ sample: 0 }),
  },
  surveys: {
    how: {
      questions: [
        { id: 'how', type: 'csat', text: 'How was it?' },
        { id: 'why', type: 'text', text: 'Why?', optional: true },
      ],
    },
  },
};

/** A page with all that a prompt has to mind. */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
  <script type="module" src="/app.js"></script></head><body>
  <h1>A page of the host</h1><button id="button">Its own button</button>
  <input id="input"><textarea id="textarea"></textarea><div id="editable" contenteditable="true"></div>
  <div id="shadow"></div><input id="box" type="checkbox">
  <dialog id="dialog"><button>In the dialog</button></dialog>
  <div id="layer" role="dialog" aria-modal="true" hidden>Over the page</div></body></html>`;
const app = ({ url, publicKey }: CollectorProcess) => `import { createCx } from '/sdk/index.js';
  document.querySelector('#shadow').attachShadow({ mode: 'open' }).append(document.createElement('input'));
  globalThis.outcomes = [];
  globalThis.cx = createCx({ collector: '${url}', key: '${publicKey}', allowAutomation: true });`;

/** What a host's page has in its global scope. */
export interface HostScope {
  cx: {
    identify(person: object): void;
    trigger(touchpoint: string): Promise<{ status: string; reason?: string }>;
    session(touchpoint: string): Promise<{ dismiss(): void } | null>;
    explain(touchpoint: string): Promise<object>;
    close(): void;
    reset(): void;
    destroy(): void;
  };
  /** How triggers ended, in that order. */
  outcomes: (string | undefined)[];
}

/** A browser, a collector, and a host whose page is full of things that a prompt must mind. */
export interface House extends AsyncDisposable {
  collector: CollectorProcess;
  /** A device of its own; each page of it is a tab. */
  openDevice(): Promise<BrowserContext>;
  /** Opens the host's page in a tab. */
  visit(device: BrowserContext): Promise<Page>;
}

export async function openHouse(): Promise<House> {
  const browser = await launchChromium();
  const folder = await createTempFolder();
  const collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_RATE: 'off',
  });
  expect((await collector.putProgram(program)).status).toBe(200);
  const script = (body: string) => ({ type: 'text/javascript', body });
  const host = await serveHostPage(
    Object.fromEntries([
      ['/', { type: 'text/html', body: page }],
      ['/app.js', script(app(collector))],
      ...readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
    ]),
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}`,
  );
  return {
    collector,
    openDevice: async () => {
      const device = await browser.newContext({ reducedMotion: 'reduce' });
      device.setDefaultTimeout(15_000);
      return device;
    },
    visit: async (device) => {
      const tab = await device.newPage();
      await tab.goto(host.url);
      await tab.waitForFunction(() => 'cx' in globalThis);
      return tab;
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await host[Symbol.asyncDispose]();
      await collector.end('SIGTERM');
      await folder[Symbol.asyncDispose]();
    },
  };
}

export const prompt = (tab: Page) => tab.getByRole('dialog', { name: 'How was it?' });

/** A touchpoint is reached in a tab. */
export async function reach(tab: Page, touchpoint = 'done', person?: object): Promise<void> {
  await tab.evaluate(
    ({ touchpoint, person }) => {
      const { cx, outcomes } = globalThis as unknown as HostScope;
      if (person) cx.identify(person);
      void cx.trigger(touchpoint).then(({ status, reason }) => outcomes.push(reason ?? status));
    },
    { touchpoint, person },
  );
}

/** A touchpoint is reached, and by now a prompt that waits for nothing would be on the screen. */
export async function reachInVain(tab: Page, touchpoint = 'done', person?: object): Promise<void> {
  await reach(tab, touchpoint, person);
  // The part that shows is there, and has had time to.
  await tab.waitForLoadState('networkidle');
  await tab.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 1_000 })));
  expect(await prompt(tab).count()).toBe(0);
}

export const outcomes = (tab: Page) => tab.evaluate(() => (globalThis as unknown as HostScope).outcomes);
