import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import type { ProgramInput } from '@milepost/protocol';
import { type CollectorProcess, createTempFolder, launchChromium, spawnCollector } from '@milepost/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostPage, serveHostPage } from './host-page.ts';
import { typeErrors } from './type-errors.ts';

const root = join(import.meta.dirname, '../../..');
const npm = join(root, 'packages/sdk/dist/npm');
const text = readFileSync(join(root, 'docs/sdk.md'), 'utf8');

/** The code blocks of the page in one language. */
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');
/** What an example is about: its last line. */
const named = (code: string) => [code.trim().split('\n').at(-1) ?? '', code] as const;
const modules = blocks('ts').map(named);

const touchpoint = {
  label: 'A touchpoint',
  stage: 'support',
  pattern: 'past' as const,
  survey: 'short',
  ask: { delay: '0s', repeatAfter: '0s' },
};
const program: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: { ticket_closed: touchpoint, article_read: touchpoint, monthly_pulse: touchpoint },
  surveys: { short: { questions: [{ id: 'how', type: 'csat', text: 'How was it?' }] } },
};

let browser: Browser;
let collector: CollectorProcess;
let host: HostPage;
const stack = new AsyncDisposableStack();

/** An example as its reader would write it. */
const filledIn = (code: string) =>
  code
    .replaceAll('https://cx.example.com', collector.url)
    .replaceAll('mp_pub_…', collector.publicKey)
    .replace('data-key=', 'data-allow-automation data-key=')
    .replace("key: 'mp_pub", "allowAutomation: true, key: 'mp_pub")
    .replace("'@milepost/sdk'", "'/sdk/index.js'")
    .replace(/^type .*\n/m, '')
    .replace('<Touchpoint>', '');

const pageOf = (content: string) => ({
  type: 'text/html',
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${content}<div id="feedback"></div></html>`,
});

beforeAll(async () => {
  browser = await launchChromium();
  stack.defer(() => browser.close());
  const folder = stack.use(await createTempFolder());
  collector = stack.use(
    await spawnCollector({
      MILEPOST_PUBLIC_KEY: createKey('public'),
      MILEPOST_SECRET_KEY: createKey('secret'),
      MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    }),
  );
  expect((await collector.putProgram(program)).status).toBe(200);
  const files = readdirSync(npm).map((file) => [
    `/sdk/${file}`,
    { type: 'text/javascript', body: readFileSync(join(npm, file), 'utf8') },
  ]);
  const examples = modules.flatMap(([, code], index) => [
    [`/${index}`, pageOf(`<script type="module" src="/${index}.js"></script>`)],
    [
      `/${index}.js`,
      { type: 'text/javascript', body: `${filledIn(code)}\nglobalThis.cx ??= cx;\nglobalThis.done = true;` },
    ],
  ]);
  host = stack.use(
    await serveHostPage(
      Object.fromEntries([...files, ...examples, ['/tag', pageOf(filledIn(blocks('html')[0] ?? ''))]]),
      `default-src 'none'; script-src 'self' ${collector.url} 'unsafe-inline'; style-src 'self'; connect-src ${collector.url}`,
    ),
  );
});
afterAll(() => stack.disposeAsync());

/** Opens a page, and tells what was said on its console besides what an example logs itself. */
async function opened(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'log' || complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(host.url + path);
  return { page, complaints };
}

describe('docs/sdk.md', () => {
  test.each(modules)('its example compiles: %s', async (_, code) => {
    expect(await typeErrors(code)).toEqual([]);
  });

  test.each(modules.map(([name], index) => [name, index] as const))(
    'and runs to its end: %s',
    async (_, index) => {
      const { page, complaints } = await opened(`/${index}`);
      // Whoever is asked on the way gives the first answer that there is.
      await expect
        .poll(async () => {
          await page
            .getByRole('radio')
            .first()
            .click({ timeout: 100 })
            .catch(() => {});
          return page.evaluate(() => 'done' in globalThis);
        })
        .toBe(true);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('its script tag asks what was called before it had loaded', async () => {
    const { page, complaints } = await opened('/tag');
    await page.getByRole('dialog', { name: 'How was it?' }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('its style sheet restyles the prompt', async () => {
    const { page } = await opened('/tag');
    const [css = ''] = blocks('css');
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, css);
    const question = page.locator('milepost-survey [part=question]');
    expect(await question.evaluate((element) => getComputedStyle(element).fontWeight)).toBe('700');
    const card = page.locator('milepost-survey [part=card]');
    expect(await card.evaluate((element) => getComputedStyle(element).borderRadius)).toBe('8px');
    await page.close();
  });

  test('has every property and every part that the style sheet has', () => {
    const css = readFileSync(join(root, 'packages/sdk/src/ui/style.css'), 'utf8');
    const properties = (of: string) => new Set(of.match(/--milepost-[a-z]+/g));
    expect(properties(text)).toEqual(properties(css));
    const sources = readdirSync(join(root, 'packages/sdk/src/ui'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
      .map((file) => readFileSync(join(root, 'packages/sdk/src/ui', file), 'utf8'))
      .join('\n');
    const parts = new Set([...sources.matchAll(/\bpart: '([a-z]+)'/g)].map(([, part]) => `\`${part}\``));
    for (const part of parts) expect(text).toContain(part);
    expect(parts.size).toBe(6);
  });
});
