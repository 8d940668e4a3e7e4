import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import type { ImportLine } from '@milepost/protocol';
import {
  buildProgram,
  type CollectorProcess,
  createTempFolder,
  launchChromium,
  spawnCollector,
} from '@milepost/testkit';
import type { BrowserContext, Page } from 'playwright-core';
import { serveHostPage } from '../host-page.ts';

const npm = join(import.meta.dirname, '../../dist/npm');
const script = (body: string) => ({ type: 'text/javascript', body });
const sdk = Object.fromEntries(
  readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
);

/** A person's device, whose browser visits a host's page, and the collector that the page sends to. */
export interface Device extends AsyncDisposable {
  context: BrowserContext;
  collector: CollectorProcess;
  /** Opens the page in a tab; `consent` is what the host hands to the SDK. */
  visit(consent?: 'required'): Promise<Page>;
  /** Bodies with answers that reached the network's edge, oldest first. */
  posts: string[];
  /** Lets answers through or loses them, in every tab. */
  connect(connected: boolean): Promise<void>;
  /** What the collector has. */
  stored(): Promise<ImportLine[]>;
}

/** A browser for all devices of a file. */
export const openBrowser = launchChromium;

export async function openDevice(browser: Awaited<ReturnType<typeof openBrowser>>): Promise<Device> {
  const folder = await createTempFolder();
  const collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_RATE: 'off',
  });
  await collector.putProgram(buildProgram());
  const app = `import { createCx } from '/sdk/index.js';
    globalThis.failures = [];
    globalThis.start = (consent) => {
      const options = { collector: '${collector.url}', key: '${collector.publicKey}', allowAutomation: true };
      globalThis.cx = createCx({ ...options, ...(consent && { consent }) });
      cx.on('failed', ({ reason }) => failures.push(reason));
    };`;
  const host = await serveHostPage(
    {
      '/': {
        type: 'text/html',
        body: '<!doctype html><html lang="en"><title>Host</title><script type="module" src="/app.js"></script>',
      },
      '/elsewhere': { type: 'text/html', body: '<!doctype html><title>Elsewhere</title>' },
      '/app.js': script(app),
      ...sdk,
    },
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}`,
  );
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const posts: string[] = [];
  context.on('request', (request) => {
    const body = request.postData() ?? '';
    if (request.url().endsWith('/v1/responses') && !body.includes('"tallies"')) posts.push(body);
  });
  return {
    context,
    collector,
    posts,
    visit: async (consent) => {
      const page = await context.newPage();
      await page.goto(host.url);
      await start(page, consent);
      return page;
    },
    connect: async (connected) => {
      await context.unroute('**/v1/responses');
      if (!connected) await context.route('**/v1/responses', (route) => route.abort());
    },
    stored: async () => {
      const response = await fetch(`${collector.url}/v1/export`, {
        headers: { Authorization: `Bearer ${collector.secretKey}` },
      });
      const lines = (await response.text()).trim().split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as ImportLine);
    },
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await host[Symbol.asyncDispose]();
      await collector.end('SIGKILL');
      await folder[Symbol.asyncDispose]();
    },
  };
}

interface HostScope {
  start(consent?: 'required'): void;
  failures: string[];
  cx: {
    identify(person: object): void;
    consent(word: 'granted' | 'denied'): void;
    session(touchpoint: string, facts?: object): Promise<Session | null>;
    sent(): Promise<{ answers: Record<string, unknown>; stored: boolean }[]>;
    forget(): Promise<void>;
  };
  session: Session | null;
}
interface Session {
  readonly delivery: string;
  answer(value: unknown): void;
  dismiss(): void;
}

/** What the host's page has, for what a test does in it. */
declare global {
  var host: () => HostScope;
}

/** Starts the SDK in a page, as after a reload. */
export async function start(page: Page, consent?: 'required'): Promise<void> {
  await page.waitForFunction(() => 'start' in globalThis);
  await page.evaluate((consent) => {
    globalThis.host = () => globalThis as unknown as HostScope;
    globalThis.host().start(consent);
  }, consent);
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
}

interface Answering {
  person: string;
  values: readonly unknown[];
  facts?: object;
  /** Closes the survey after the last of them. */
  close?: true;
  /** Where the page goes in the same breath. */
  leaveTo?: string;
}

/** Somebody answers a survey in a page that the host draws. */
export function answer(page: Page, answering: Answering): Promise<void> {
  return page.evaluate(async ({ person, values, facts, close, leaveTo }) => {
    const { cx } = globalThis.host();
    cx.identify({ id: person });
    const session = await cx.session('ticket_closed', facts);
    if (!session) throw new Error('nothing was asked');
    globalThis.host().session = session;
    for (const value of values) session.answer(value);
    if (close) session.dismiss();
    if (leaveTo) location.href = leaveTo;
  }, answering);
}

/** How the latest answer of a page fares. */
export const delivery = (page: Page) => page.evaluate(() => globalThis.host().session?.delivery);
