import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import {
  type CollectorProcess,
  createTempFolder,
  launchChromium,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildExample } from '../build.ts';
import { serveExample } from '../server.ts';

const root = join(import.meta.dirname, '../../..');
const pictures = join(root, 'test-results/react');

/** A machine that is busy takes its time. */
const eventually = { timeout: 15_000 };

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let context: BrowserContext;
/** Whatever a page says that it should not have to: exceptions, errors, a mismatch at hydration, refusals of its policy. */
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
  });
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

async function audit(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // The page's policy lets no script in; this way it is evaluated by the browser, not by the page.
  await session.send('Runtime.evaluate', { expression: axe.source });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Every response that the collector has. */
async function stored(): Promise<Response[]> {
  const { body } = await collector.request<string>('/v1/export?format=ndjson', {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });
  return `${body}`.split('\n').flatMap((line) => (line ? [JSON.parse(line) as Response] : []));
}

interface Response {
  touchpoint: string;
  channel?: string;
  facts?: object;
  answers?: unknown[];
  dismissed?: { reason: string };
}

describe.each([19, 18] as const)('with React %i', (react) => {
  let app: Awaited<ReturnType<typeof serveExample>>;
  // The build for development: in strict mode every effect runs twice, and React tells what it finds wrong.
  beforeAll(() => buildExample({ react, development: true }));
  beforeEach(async () => {
    app = await serveExample({ port: 0, react, collector: collector.url, key: collector.publicKey });
  });
  afterEach(() => app.close());

  const open = async (path: string, { width = 1280, scheme = 'light' as 'light' | 'dark' } = {}) => {
    context = await browser.newContext({
      viewport: { width, height: 720 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${app.url}${path}`);
    return page;
  };
  const prompt = (page: Page) => page.getByRole('dialog', { name: 'Setting up my site was easy.' });
  const finishSetUp = async (page: Page) => {
    for (const step of ['Name the site', 'Connect a domain', 'Invite your team'])
      await page.getByRole('checkbox', { name: step }).click();
  };

  test.each(['/', '/guides/domains', '/plan', '/nowhere'])(
    'the server renders %s, and the browser takes it over as it is',
    async (path) => {
      const sent = await (await fetch(app.url + path)).text();
      expect(sent).toMatch(/<main tabindex="-1"><(article><)?h1>/);
      expect(sent).not.toContain('milepost-survey');
      const page = await open(path);
      await page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
    },
  );

  test('a finished task asks once, though strict mode runs every effect twice', async () => {
    const page = await open('/');
    await finishSetUp(page);
    await prompt(page).waitFor();
    expect(await page.locator('milepost-survey').count()).toBe(1);
    await prompt(page).getByRole('radio').last().click();
    await expect.poll(stored, eventually).toMatchObject([
      {
        touchpoint: 'setup_finished',
        facts: { guided: false },
        answers: [{ question: 'effort', value: 7 }],
      },
    ]);
    expect(complaints).toEqual([]);
  });

  test('the question goes with the view that it belongs to', async () => {
    const page = await open('/');
    await finishSetUp(page);
    await prompt(page).waitFor();
    await page.getByRole('link', { name: 'Plan' }).click();
    await page.locator('milepost-survey').waitFor({ state: 'detached' });
    await expect
      .poll(
        async () => (await stored()).find(({ touchpoint }) => touchpoint === 'setup_finished'),
        eventually,
      )
      .toMatchObject({ dismissed: { reason: 'superseded' } });
  });

  test('an inline survey is in its place once, is recorded when seen, and goes with its page', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Guide', exact: true }).click();
    const survey = page.locator('.feedback milepost-survey');
    await survey.waitFor();
    expect(await page.locator('milepost-survey').count()).toBe(1);
    await survey.scrollIntoViewIfNeeded();
    await survey.getByRole('radio', { name: 'Thumbs up' }).click();
    await expect.poll(stored, eventually).toMatchObject([
      {
        touchpoint: 'guide_read',
        channel: 'inline',
        facts: { guide: 'domains' },
        answers: [{ question: 'helpful', value: 1 }],
      },
    ]);
    await page.getByRole('link', { name: 'Plan' }).click();
    await survey.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('the app draws a survey itself, which is sent and counted as any other', async () => {
    const page = await open('/plan');
    await page.getByRole('radio', { name: 'It fits' }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'What would you change about it?' }).fill('A plan for two');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('form').waitFor({ state: 'detached' });
    await expect.poll(stored, eventually).toMatchObject([
      {
        touchpoint: 'plan_viewed',
        facts: { plan: 'team' },
        answers: expect.arrayContaining([
          expect.objectContaining({ question: 'fit', value: 'right' }),
          expect.objectContaining({ question: 'change', value: 'A plan for two' }),
        ]),
        completed: expect.any(String),
      },
    ]);
    expect(await page.locator('milepost-survey').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a survey that the app draws ends with its component, and only then', async () => {
    const page = await open('/plan');
    await page.getByRole('radio', { name: 'It fits' }).waitFor();
    expect((await stored()).filter(({ dismissed }) => dismissed)).toEqual([]);
    await page.getByRole('link', { name: 'Guide', exact: true }).click();
    await expect
      .poll(async () => (await stored()).filter(({ touchpoint }) => touchpoint === 'plan_viewed'), eventually)
      .toMatchObject([{ dismissed: { reason: 'superseded' } }]);
    expect(complaints).toEqual([]);
  });

  test.each([
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
    { width: 360, scheme: 'light' },
    { width: 360, scheme: 'dark' },
  ] as const)('every page is in order at $width px, $scheme', async ({ width, scheme }) => {
    const page = await open('/', { width, scheme });
    const picture = (name: string) =>
      page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}-${react}.png`), fullPage: true });
    await finishSetUp(page);
    await prompt(page).waitFor();
    await picture('set-up');
    expect(await audit(page)).toEqual([]);
    await prompt(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Guide', exact: true }).click();
    await page.locator('.feedback milepost-survey').waitFor();
    await picture('guide');
    expect(await audit(page)).toEqual([]);
    await page.getByRole('link', { name: 'Plan' }).click();
    await page.getByRole('radio', { name: 'It fits' }).waitFor();
    await picture('plan');
    expect(await audit(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
