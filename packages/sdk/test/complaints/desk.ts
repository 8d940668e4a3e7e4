import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import type { ProgramInput } from '@milepost/protocol';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Files, serveHostPage } from '../host-page.ts';

const npm = join(import.meta.dirname, '../../dist/npm');

/** What a host's page has in its global scope. */
export interface HostScope {
  cx: {
    identify(person: object): void;
    trigger(touchpoint: string, facts?: object): Promise<{ status: string; reason?: string }>;
    explain(touchpoint: string): Promise<{ ask: boolean; reason: string | null }>;
    open(touchpoint: string, placement: { into: Element }): Promise<unknown>;
    close(): void;
    destroy(): void;
  };
  /** Every key that reached the page. */
  keys: string[];
}

type Ask = NonNullable<ProgramInput['touchpoints'][string]['ask']>;

/** A touchpoint that asks at once, and as often as it is reached, unless a test says otherwise. */
export const touchpoint = (survey: string, ask: Ask = {}, more: object = {}) => ({
  label: survey,
  stage: 'support',
  pattern: 'past' as const,
  survey,
  ask: { delay: '0s', repeatAfter: '0s', ...ask },
  ...more,
});

/** A program of these touchpoints, whose governor holds nobody back, unless a test says otherwise. */
export function programOf(
  touchpoints: ProgramInput['touchpoints'],
  governor: ProgramInput['governor'] = {},
): ProgramInput {
  return {
    stages: [{ id: 'support', label: 'Support' }],
    governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s', ...governor },
    touchpoints,
    surveys: {
      score: { questions: [{ id: 'recommend', type: 'nps', text: 'How likely are you to recommend us?' }] },
      faces: { questions: [{ id: 'how', type: 'csat', text: 'How satisfied are you?' }] },
      ten: { questions: [{ id: 'rate', type: 'rating', points: 10, text: 'How do you rate it?' }] },
      words: { questions: [{ id: 'why', type: 'text', text: 'What should we mend?' }] },
    },
  };
}

/** A collector with a program, and the pages of a host that asks. */
export interface Desk extends AsyncDisposable {
  collector: CollectorProcess;
  url: string;
  /** Somebody's browser: everything that is opened in it shares a device. */
  device(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Opens the host's page in a tab, as a person or anonymously. */
  tab(device: BrowserContext, who?: string): Promise<Page>;
  /** How many responses with an answer the collector has. */
  answered(): Promise<number>;
}

const page = (content = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>
   <script type="module" src="/app.js"></script></head>
   <body><h1>A page of the host</h1><label>Its own field <input id="field"></label><button id="own">Its own button</button><div id="place"></div>${content}</body></html>`;

const app = ({ url, publicKey }: CollectorProcess) => `import { createCx } from '/sdk/index.js';
  globalThis.keys = [];
  for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({ key }) => keys.push(key));
  globalThis.cx = createCx({ collector: '${url}', key: '${publicKey}', allowAutomation: true });
  const who = new URLSearchParams(location.search).get('who');
  if (who) cx.identify({ id: who });`;

export async function openDesk(program: ProgramInput, pages: Record<string, string> = {}): Promise<Desk> {
  const stack = new AsyncDisposableStack();
  const browser: Browser = await launchChromium();
  stack.defer(() => browser.close());
  const folder = stack.use(await createTempFolder());
  const collector = stack.use(
    await spawnCollector({
      MILEPOST_PUBLIC_KEY: createKey('public'),
      MILEPOST_SECRET_KEY: createKey('secret'),
      MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
      MILEPOST_RATE: 'off',
    }),
  );
  expect((await collector.putProgram(program)).status).toBe(200);
  const script = (body: string) => ({ type: 'text/javascript', body });
  const html = (body: string) => ({ type: 'text/html', body });
  const files: Files = {
    '/': html(page()),
    '/elsewhere': html('<!doctype html><title>Elsewhere</title>'),
    '/app.js': script(app(collector)),
    ...Object.fromEntries(Object.entries(pages).map(([path, content]) => [path, html(page(content))])),
    ...Object.fromEntries(
      readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
    ),
  };
  const host = stack.use(
    await serveHostPage(
      files,
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
    ),
  );
  return {
    collector,
    url: host.url,
    device: (options) =>
      browser.newContext({ viewport: { width: 900, height: 600 }, reducedMotion: 'reduce', ...options }),
    tab: async (device, who = '') => {
      const tab = await device.newPage();
      await tab.goto(`${host.url}/?who=${who}`);
      await tab.waitForFunction(() => 'cx' in globalThis);
      return tab;
    },
    answered: async () => {
      const lines = await exported(collector);
      return lines.filter(({ answers = [] }) => answers.some(({ value }) => value !== null)).length;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface Exported {
  id: string;
  answers?: { question: string; value: unknown }[];
}

async function exported({ url, secretKey }: CollectorProcess): Promise<Exported[]> {
  const reply = await fetch(`${url}/v1/export?format=ndjson`, {
    headers: { Authorization: `Bearer ${secretKey}` },
  });
  const text = await reply.text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exported);
}

/** Triggers a touchpoint, and tells what came of it as far as is known at once: a prompt, or a reason for none. */
export async function reach(tab: Page, name: string): Promise<string> {
  const end = tab.evaluate(async (name) => {
    const { status, reason } = await (globalThis as unknown as HostScope).cx.trigger(name);
    return `${status} ${reason ?? ''}`.trim();
  }, name);
  // It may be left open at the end of a test.
  const settled = end.catch(() => 'gone');
  return Promise.race([
    settled,
    tab
      .getByRole('dialog')
      .waitFor()
      .then(() => 'asked'),
  ]);
}

/** Answers the prompt on the screen with its last option. */
export async function answer(tab: Page): Promise<void> {
  await tab.getByRole('radio').last().click();
  await tab.locator('milepost-survey').waitFor({ state: 'detached' });
}

export async function dismiss(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Close' }).click();
  await tab.locator('milepost-survey').waitFor({ state: 'detached' });
}
