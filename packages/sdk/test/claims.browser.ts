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
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HostPage, serveHostPage } from './host-page.ts';
import { violations } from './violations.ts';

const root = join(import.meta.dirname, '../../..');
const npm = join(root, 'packages/sdk/dist/npm');

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let host: HostPage;
let device: BrowserContext;
/** What the pages of the device posted. */
let posts: { path: string; body: unknown }[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await createTempFolder();
  collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_PROGRAM: join(root, 'examples/helpdesk/program.json'),
  });
  host = await serveHostPage(
    Object.fromEntries([
      [
        '/',
        {
          type: 'text/html',
          body: '<!doctype html><html lang="en"><title>Host</title><script type="module" src="/app.js"></script>',
        },
      ],
      ['/app.js', script(app())],
      ...readdirSync(npm).map((file) => [`/sdk/${file}`, script(readFileSync(join(npm, file), 'utf8'))]),
    ]),
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}`,
  );
  device = await openDevice();
  posts = [];
  device.on('request', (request) => {
    // What is counted is told when the page is idle, at no certain time.
    if (request.method() === 'POST' && !request.postData()?.includes('"tallies"'))
      posts.push({ path: new URL(request.url()).pathname, body: request.postDataJSON() });
  });
});
afterEach(async () => {
  await device.close();
  await host[Symbol.asyncDispose]();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

const script = (body: string) => ({ type: 'text/javascript', body });
const app = () => `import { createCx } from '/sdk/index.js';
  const options = { collector: '${collector.url}', key: '${collector.publicKey}', allowAutomation: true };
  globalThis.cx = createCx(options);
  cx.identify({ id: 'u-17' });`;
const openDevice = () => browser.newContext({ reducedMotion: 'reduce' });

interface HostScope {
  cx: { trigger(touchpoint: string): Promise<{ status: string; reason?: string }> };
  reason?: string | undefined;
}

const prompt = (page: Page) =>
  page.getByRole('dialog', { name: 'How satisfied are you with how we handled your ticket?' });

/** The person opens the host's page in a tab of its own, and stays until it has nothing left to do. */
async function visit(context = device): Promise<Page> {
  const page = await context.newPage();
  await page.goto(host.url);
  await page.waitForFunction(() => 'cx' in globalThis);
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  await page.waitForLoadState('networkidle');
  return page;
}

async function postMoment(moment: object = {}): Promise<string> {
  const { status, body } = await collector.request<{ id: string }>('/v1/moments', {
    method: 'POST',
    headers: { Authorization: `Bearer ${collector.secretKey}` },
    body: JSON.stringify({ person: { id: 'u-17' }, touchpoint: 'ticket_closed', ...moment }),
  });
  expect(status).toBe(201);
  return body.id;
}

test('of two devices of one person that are triggered at the same time, exactly one shows', async () => {
  const other = await openDevice();
  const pages = await Promise.all([visit(device), visit(other)]);
  for (const page of pages) {
    // No time passes in the pages but what the test lets pass: a slow machine must not make them decide by themselves.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
  }
  await Promise.all(
    pages.map((page) =>
      page.evaluate(() => {
        const scope = globalThis as unknown as HostScope;
        void scope.cx.trigger('monthly_pulse').then(({ reason }) => {
          scope.reason = reason;
        });
      }),
    ),
  );
  const ends = () =>
    Promise.all(
      pages.map(async (page) => {
        await page.clock.runFor(1);
        const shown = (await page.getByRole('dialog').count()) > 0;
        return shown ? 'shown' : page.evaluate(() => (globalThis as unknown as HostScope).reason ?? '');
      }),
    );
  await expect.poll(ends, { timeout: 20_000 }).not.toContain('');
  expect((await ends()).sort()).toEqual(['repeat', 'shown']);
  await other.close();
});

describe('a moment', () => {
  test('comes up at the next visit, with its facts, and not at the one after', async () => {
    await (await visit()).close();
    await postMoment({ facts: { ticketId: 'T-42', queue: 'billing' } });
    const page = await visit();
    await prompt(page).waitFor();
    expect(await violations(page)).toEqual([]);
    await prompt(page).getByRole('radio', { name: '4 of 5' }).click();
    await expect.poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0]?.n).toBe(1);
    const sent = posts.filter(({ path }) => path === '/v1/responses').at(-1);
    expect(sent?.body).toMatchObject({
      person: { id: 'u-17' },
      responses: [
        {
          touchpoint: 'ticket_closed',
          facts: { ticketId: 'T-42', queue: 'billing' },
          answers: [{ question: 'satisfaction', value: 4 }],
        },
      ],
    });
    await page.close();
    const claimed = device.waitForEvent('response', (response) => response.url().endsWith('/v1/claims'));
    const later = await visit();
    expect(await (await claimed).json()).toEqual({ ask: false, reason: null, until: null, moments: [] });
    expect(await later.getByRole('dialog').count()).toBe(0);
  });

  test('that is deleted before the visit does not come up, and nothing is asked for', async () => {
    await (await visit()).close();
    const id = await postMoment();
    const { status } = await collector.request(`/v1/moments/${id}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${collector.secretKey}` },
    });
    expect(status).toBe(204);
    const page = await visit();
    expect(posts).toEqual([]);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
