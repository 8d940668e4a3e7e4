import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import {
  type CollectorProcess,
  createTempFolder,
  launchChromium,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostPage, serveHostPage } from './host-page.ts';

const root = join(import.meta.dirname, '../../..');
const npm = join(root, 'packages/sdk/dist/npm');
const script = (body: string) => ({ type: 'text/javascript', body });

let browser: Browser;
let folder: TempFolder;
let friendly: CollectorProcess;
/** Lets in the pages of another origin alone. */
let strict: CollectorProcess;
let host: HostPage;

const spawn = (name: string, environment: Record<string, string>) =>
  spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/${name}.db`,
    MILEPOST_PROGRAM: join(root, 'examples/helpdesk/program.json'),
    ...environment,
  });

beforeAll(async () => {
  browser = await launchChromium();
  folder = await createTempFolder();
  friendly = await spawn('friendly', {});
  strict = await spawn('strict', { MILEPOST_ORIGINS: 'https://app.example.com' });
  const files = readdirSync(npm).map((file) => [
    `/sdk/${file}`,
    script(readFileSync(join(npm, file), 'utf8')),
  ]);
  host = await serveHostPage(
    {
      '/': {
        type: 'text/html',
        body: '<!doctype html><title>Host</title><script type="module" src="/app.js"></script>',
      },
      '/app.js': script("import { createCx } from '/sdk/index.js'; globalThis.createCx = createCx;"),
      // What a host's own server answers to an address that it does not know.
      '/fallback/v1/program': { type: 'text/html', body: '<!doctype html><title>Home</title>' },
      ...Object.fromEntries(files),
    },
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src *",
  );
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await Promise.all([friendly.end('SIGTERM'), strict.end('SIGTERM')]);
  await folder[Symbol.asyncDispose]();
});

interface Sdk {
  createCx(options: object): {
    trigger(touchpoint: string): Promise<object>;
    explain(touchpoint: string): Promise<object>;
  };
}

/** What a trigger and a look at its gates come to in a page, and every exception that reached the page meanwhile. */
async function triggered(collector: string, key: string, touchpoint: string) {
  const page = await browser.newPage();
  const exceptions: string[] = [];
  page.on('pageerror', (error) => exceptions.push(error.message));
  try {
    await page.goto(host.url);
    await page.waitForFunction(() => 'createCx' in globalThis);
    const [outcome, decision] = await page.evaluate(
      async ({ touchpoint, ...options }) => {
        const cx = (globalThis as unknown as Sdk).createCx({ ...options, allowAutomation: true });
        return [await cx.trigger(touchpoint), await cx.explain(touchpoint)];
      },
      { collector, key, touchpoint },
    );
    // What the page does when it has nothing better to do has its time too.
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    await page.waitForLoadState('networkidle');
    return { outcome, decision, exceptions };
  } finally {
    await page.close();
  }
}

describe('the host page sees no exception', () => {
  test('when a touchpoint is misspelt', async () => {
    const { outcome, exceptions } = await triggered(friendly.url, friendly.publicKey, 'ticket_cosed');
    expect(outcome).toMatchObject({ status: 'failed', reason: 'touchpoint_unknown' });
    expect(exceptions).toEqual([]);
  });

  test.each([
    ['the key is unknown', () => ({ url: friendly.url, key: createKey('public') })],
    ['its origin is forbidden', () => ({ url: strict.url, key: strict.publicKey })],
    ['there is no collector', () => ({ url: 'http://127.0.0.1:9', key: friendly.publicKey })],
    ['a page of its own answers instead', () => ({ url: `${host.url}/fallback`, key: friendly.publicKey })],
  ])('when %s', async (_, where) => {
    const { url, key } = where();
    const { outcome, decision, exceptions } = await triggered(url, key, 'ticket_closed');
    expect(outcome).toEqual({ status: 'failed', reason: 'program_unavailable', answers: {} });
    expect(decision).toMatchObject({ ask: false, reason: 'program_unavailable' });
    expect(exceptions).toEqual([]);
  });
});
