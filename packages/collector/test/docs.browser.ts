import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium, startCollector, type TestCollector } from '@milepost/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../src/openapi/operations/index.ts';

const pictures = join(import.meta.dirname, '../../../test-results/docs');

/** A machine that is busy takes its time. */
const eventually = { timeout: 30_000 };

let browser: Browser;
let collector: TestCollector;
let page: Page;
/** Violations of the policy, exceptions, and what the console is told as wrong. */
const complaints: string[] = [];
const addresses: string[] = [];

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [browser, collector] = await Promise.all([launchChromium(), startCollector()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  page.on('request', (request) => addresses.push(request.url()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      (globalThis as unknown as { complain: (text: string) => void }).complain(
        `${violatedDirective}: ${blockedURI} ${sample}`,
      ),
    ),
  );
});
afterAll(async () => {
  await browser.close();
  await collector.stop();
});

test('the reference shows every operation, under a strict policy and from the collector alone', async () => {
  const reply = await page.goto(`${collector.url}/docs`);
  const policy = reply?.headers()['content-security-policy'] ?? '';
  expect(policy.replace(/'nonce-[^']+'/, "'nonce'")).toBe(
    "default-src 'none'; script-src 'self'; style-src 'nonce'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  await expect
    .poll(() => page.getByRole('heading', { name: 'Milepost collector' }).count(), eventually)
    .toBe(1);
  await page.screenshot({ path: join(pictures, 'start.png') });

  const words = (await page.getByRole('complementary').first().textContent()) ?? '';
  expect(operations.filter(({ summary }) => !words.includes(summary))).toEqual([]);

  await page
    .getByRole('link', { name: /Scores by period and group/ })
    .first()
    .click();
  await expect.poll(() => page.getByText('compare', { exact: true }).count(), eventually).toBeGreaterThan(0);
  await page.screenshot({ path: join(pictures, 'scores.png') });

  expect(complaints).toEqual([]);
  expect(
    addresses
      .map((address) => new URL(address).origin)
      .filter((one) => one !== collector.url && one !== 'null'),
  ).toEqual([]);
});

test('a request of the page is answered', async () => {
  await page
    .getByRole('button', { name: /Test Request.*\/v1\/scores\b/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Bearer Token' }).fill(collector.secretKey);
  await dialog
    .getByRole('button', { name: /^Send get request/ })
    .first()
    .click();
  await expect.poll(() => dialog.textContent(), eventually).toContain('200 OK');
  await page.screenshot({ path: join(pictures, 'request.png') });
  expect(complaints).toEqual([]);
});

test('files of the page never change, and are asked for once', async () => {
  const names = addresses.filter((address) => address.includes('/docs/'));
  expect(names).toHaveLength(3);
  for (const name of names) {
    const reply = await fetch(name);
    expect(reply.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    const again = await fetch(name, { headers: { 'If-None-Match': reply.headers.get('ETag') ?? '' } });
    expect(again.status).toBe(304);
  }
});

test('the watch works: what the policy forbids is seen', async () => {
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>'));
  await expect.poll(() => complaints.join('\n'), eventually).toContain('style-src-attr: inline');
});
