import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
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
import { type Files, serveHostPage } from './host-page.ts';

const root = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const dist = join(root, 'packages/sdk/dist');
const question = 'How satisfied are you with how we handled your ticket?';

/** The code blocks of the README in one language. */
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let page: Page;

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
  page = await browser.newPage({ viewport: { width: 480, height: 320 }, deviceScaleFactor: 2 });
});
afterEach(async () => {
  await page.close();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

/** A snippet as its reader would write it: with the address and the key of a collector, for a browser that is driven. */
const filledIn = (snippet: string) =>
  snippet
    .replaceAll('http://127.0.0.1:4600', collector.url)
    .replaceAll('mp_pub_…', collector.publicKey)
    .replace('data-key=', 'data-allow-automation data-key=')
    .replace("key: 'mp_pub", "allowAutomation: true, key: 'mp_pub");

const answered = async () => {
  await page.getByRole('dialog', { name: question }).getByRole('radio', { name: '4 of 5' }).click();
  await expect
    .poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0]?.n, { timeout: 10_000 })
    .toBe(1);
};

describe('the README', () => {
  test('its script tag asks, and what was called before it loaded is replayed', async () => {
    const [snippet = ''] = blocks('html');
    // The snippet's second script stands in the page, as its reader will paste it.
    const policy = `default-src 'none'; script-src 'unsafe-inline' ${collector.url}; connect-src ${collector.url}`;
    await using host = await serveHostPage(
      { '/': { type: 'text/html', body: pageOf(filledIn(snippet)) } },
      policy,
    );
    await page.goto(host.url);
    await answered();
  });

  test('its module asks from an app’s own bundle, under a strict policy', async () => {
    const [snippet = ''] = blocks('ts');
    const code = filledIn(snippet)
      .replace("'@milepost/sdk'", "'/sdk/index.js'")
      .replace(/^type .*\n/m, '')
      .replace('<Touchpoint>', '');
    const files: Files = {
      '/': { type: 'text/html', body: pageOf('<script type="module" src="/app.js"></script>') },
      '/app.js': { type: 'text/javascript', body: code },
    };
    for (const file of readdirSync(join(dist, 'npm')))
      files[`/sdk/${file}`] = {
        type: 'text/javascript',
        body: readFileSync(join(dist, 'npm', file), 'utf8'),
      };
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector.url}; require-trusted-types-for 'script'`;
    await using host = await serveHostPage(files, policy);
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    page.on('pageerror', (error) => refused.push(error.message));
    await page.goto(host.url);
    await page.getByRole('dialog', { name: question }).waitFor();
    if (process.env['MILEPOST_UPDATE_SCREENSHOTS']) {
      mkdirSync(join(root, 'docs/images'), { recursive: true });
      const clip = { x: 80, y: 84, width: 400, height: 236 };
      await page.screenshot({ path: join(root, 'docs/images/prompt.png'), clip, animations: 'disabled' });
    }
    await answered();
    expect(refused).toEqual([]);
  });

  test('its first line of code is type-checked: a wrong touchpoint does not compile', async () => {
    const [snippet = ''] = blocks('ts');
    const { typeErrors } = await import('./type-errors.ts');
    expect(await typeErrors(snippet)).toEqual([]);
    expect(await typeErrors(snippet.replace("trigger('ticket_closed'", "trigger('ticket_cosed'"))).toEqual([
      expect.stringContaining(`'"ticket_cosed"' is not assignable`),
    ]);
  });

  test('its curl reads the score', async () => {
    const line =
      blocks('sh')
        .join('')
        .match(/^curl .*$/m)?.[0] ?? '';
    const command = line.replace('http://127.0.0.1:4600', collector.url).replace('curl', 'curl --silent');
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      env: { ...process.env, MILEPOST_SECRET_KEY: collector.secretKey },
    });
    expect(JSON.parse(stdout)).toMatchObject({ metric: 'csat', scale: '1..5', rows: [] });
  });

  test('its table of sizes is true', () => {
    const size = (...path: string[]) => gzipSync(readFileSync(join(dist, ...path)), { level: 9 }).byteLength;
    const only = (path: string[], name: RegExp) => {
      const files = readdirSync(join(dist, ...path)).filter((file) => name.test(file));
      expect(files).toHaveLength(1);
      return size(...path, files[0] ?? '');
    };
    const rows = [...readme.matchAll(/^\| Milepost, (.*?) +\| ([\d,]+) +\| ([\d,]+) +\| ([\d,]+) +\|/gm)].map(
      (row) => row.slice(1),
    );
    const number = (text = '') => Number(text.replaceAll(',', ''));
    const actual = [
      ['script tag', size('cdn', 'cx.js'), only(['cdn', 'cx'], /^ui-/)],
      ['npm', size('npm', 'index.js'), only(['npm'], /^ui-/)],
    ] as const;
    expect(rows.map(([name]) => name)).toEqual(actual.map(([name]) => name));
    for (const [index, [, upFront, ui]] of actual.entries()) {
      // Another version of zlib may differ by a few bytes.
      expect(Math.abs(number(rows[index]?.[1]) - upFront)).toBeLessThanOrEqual(16);
      expect(Math.abs(number(rows[index]?.[2]) - ui)).toBeLessThanOrEqual(16);
      expect(number(rows[index]?.[3])).toBe(number(rows[index]?.[1]) + number(rows[index]?.[2]));
    }
  });
});

function pageOf(content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body>${content}</body></html>`;
}
