import { mkdirSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import {
  type CollectorProcess,
  createTempFolder,
  launchChromium,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveStrict } from '../server.ts';

const pictures = join(import.meta.dirname, '../../../test-results/csp-strict');
const question = 'How satisfied are you with the exported report?';

/** A machine that is busy takes its time. */
const eventually = { timeout: 15_000 };

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let site: Awaited<ReturnType<typeof serveStrict>>;
let page: Page;
/** Violations of the policy, exceptions, and whatever else the console is told. */
let complaints: string[];

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await createTempFolder();
  collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_PROGRAM: join(import.meta.dirname, '../program.json'),
    MILEPOST_TRUSTED_PROXIES: '127.0.0.1',
  });
  site = await serveStrict({ port: 0, collector: collector.url, key: collector.publicKey });
  complaints = [];
  page = await browser.newPage({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      (globalThis as unknown as { complain: (text: string) => void }).complain(
        `${violatedDirective}: ${blockedURI} in ${sourceFile}`,
      ),
    ),
  );
});
afterEach(async () => {
  await page.close();
  await site.close();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

describe.each([
  { way: 'a script tag and a first-party path', path: '/', connect: () => "'self'" },
  { way: 'the npm package', path: '/npm.html', connect: () => new URL(collector.url).origin },
])('under a strict policy, with $way', ({ path, connect }) => {
  test('the policy is the strict one', async () => {
    const reply = await page.goto(site.url + path);
    expect(reply?.headers()['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${connect()}; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    // The watch works: what the policy forbids is seen.
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>';
      } catch {
        // Seen as a violation.
      }
    });
    await expect.poll(() => complaints.join('\n'), eventually).toMatch(/require-trusted-types-for/);
  });

  test.each([
    { width: 1280, scheme: 'light' },
    { width: 360, scheme: 'dark' },
  ] as const)(
    'a survey is shown, answered and stored without one violation at $width px, $scheme',
    async ({ width, scheme }) => {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(site.url + path);
      await page.getByRole('button', { name: 'Export as PDF' }).click();
      const prompt = page.getByRole('dialog', { name: question });
      await prompt.waitFor();
      // Styled: its own sheet is in force.
      expect((await page.locator('milepost-survey [part=card]').boundingBox())?.width).toBe(
        width < 480 ? width : 360,
      );
      const name = `${path === '/' ? 'script-tag' : 'npm'}-${width}-${scheme}.png`;
      await page.screenshot({ path: join(pictures, name) });
      await prompt.getByRole('radio', { name: '4 of 5' }).click();
      await page.getByRole('textbox').fill('A smaller file');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('dialog', { name: 'Thank you.' }).waitFor();
      await expect
        .poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0], eventually)
        .toMatchObject({ n: 1, histogram: { 4: 1 } });
      expect(complaints).toEqual([]);
    },
  );
});

test('whoever reads the page knows nothing of a collector, when it is behind a first-party path', async () => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Export as PDF' }).click();
  await page.getByRole('dialog', { name: question }).getByRole('radio', { name: '4 of 5' }).click();
  await expect
    .poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0]?.n, eventually)
    .toBe(1);
  expect([...hosts]).toEqual([site.url]);
});

test('the collector behind a first-party path gets the address of the person, and no cookie of the site', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const behind = createServer((request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  await new Promise<void>((listening) => behind.listen(0, '127.0.0.1', listening));
  const { port } = behind.address() as AddressInfo;
  const other = await serveStrict({
    port: 0,
    collector: `http://127.0.0.1:${port}`,
    key: collector.publicKey,
  });
  const headers = { Cookie: 'session=secret', 'X-Forwarded-For': '203.0.113.9' };
  expect((await fetch(`${other.url}/feedback/v1/program`, { headers })).status).toBe(200);
  behind.closeAllConnections();
  await new Promise((closed) => behind.close(closed));
  expect((await fetch(`${other.url}/feedback/v1/program`)).status).toBe(502);
  await other.close();
  expect(seen).toMatchObject([{ 'x-forwarded-for': '127.0.0.1' }]);
  expect(seen[0]).not.toHaveProperty('cookie');
});
