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
import { serveHelpdesk } from '../server.ts';

const program = join(import.meta.dirname, '../program.json');
const root = join(import.meta.dirname, '../../..');
const pictures = join(root, 'test-results/helpdesk');
const question = 'How satisfied are you with how we handled your ticket?';

const keys = { MILEPOST_PUBLIC_KEY: createKey('public'), MILEPOST_SECRET_KEY: createKey('secret') };

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let helpdesk: Awaited<ReturnType<typeof serveHelpdesk>>;
let context: BrowserContext;
/** Whatever a page says that it should not have to: exceptions, errors and refusals of its policy. */
let complaints: string[];

function environment(port = '0') {
  return {
    ...keys,
    MILEPOST_PORT: port,
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_PROGRAM: program,
  };
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await createTempFolder();
  collector = await spawnCollector(environment());
  helpdesk = await serveHelpdesk({
    port: 0,
    host: '127.0.0.1',
    collector: collector.url,
    key: collector.publicKey,
  });
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await helpdesk.close();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

interface Look {
  width?: number;
  scheme?: 'light' | 'dark';
  locale?: string;
}

async function openHelpdesk({ width = 1280, scheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> {
  context = await browser.newContext({
    viewport: { width, height: width < 480 ? 740 : 800 },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(helpdesk.url);
  return page;
}

const prompt = (page: Page) => page.getByRole('dialog', { name: question });
const status = (page: Page) => page.getByRole('status').first();

async function csat(): Promise<{ n: number; score: number | null; histogram: Record<string, number> }> {
  const { body } = await collector.counts({ metric: 'csat' });
  return body.rows[0] ?? { n: 0, score: null, histogram: {} };
}

/** Waits until the collector has counted so many answers. */
const counted = (n: number) => expect.poll(async () => (await csat()).n, { timeout: 10_000 }).toBe(n);

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

describe.each([
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 360, scheme: 'dark' },
] as const)('at $width px, $scheme', ({ width, scheme }) => {
  test('a closed ticket asks, the answer is a tap, and the score has moved', async () => {
    const page = await openHelpdesk({ width, scheme });
    expect(await csat()).toMatchObject({ n: 0 });
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).waitFor();
    await page.screenshot({ path: join(pictures, `csat-${width}-${scheme}.png`) });
    expect(await audit(page)).toEqual([]);
    await prompt(page).getByRole('radio', { name: '4 of 5' }).click();
    await page.getByRole('dialog', { name: /^Thank you/ }).waitFor();
    await page.screenshot({ path: join(pictures, `thanks-${width}-${scheme}.png`) });
    await counted(1);
    expect(await csat()).toMatchObject({ n: 1, score: 100, histogram: { 4: 1 } });
    expect(await status(page).textContent()).toContain('Answered: satisfaction 4');
    await page.locator('milepost-survey').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});

describe('helpdesk', () => {
  test('the keyboard alone is enough, and the focus returns', async () => {
    const page = await openHelpdesk();
    const close = page.getByRole('button', { name: 'Close ticket' });
    await close.focus();
    await page.keyboard.press('Enter');
    await prompt(page).waitFor();
    const reopen = page.getByRole('button', { name: 'Reopen ticket' });
    expect(await reopen.evaluate((button) => button === document.activeElement)).toBe(true);
    const worst = prompt(page).getByRole('radio', { name: '1, Very dissatisfied' });
    for (let presses = 0; presses < 40 && !(await worst.evaluate(isFocused)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await prompt(page).getByRole('radio', { name: '2 of 5' }).evaluate(isFocused)).toBe(true);
    expect(await csat()).toMatchObject({ n: 0 });
    await page.keyboard.press('Space');
    const why = page.getByRole('textbox', { name: 'What went wrong?' });
    await why.waitFor();
    expect(await why.evaluate(isFocused)).toBe(true);
    await page.screenshot({ path: join(pictures, 'why.png') });
    expect(await audit(page)).toEqual([]);
    await page.keyboard.type('Took <b>three</b> days');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog', { name: /^Thank you/ }).waitFor();
    expect(await reopen.evaluate((button) => button === document.activeElement)).toBe(true);
    await counted(1);
    expect(await csat()).toMatchObject({ score: 0, histogram: { 2: 1 } });
    expect(await status(page).textContent()).toContain('Took <b>three</b> days');
    expect(complaints).toEqual([]);
  });

  test('Escape closes when the focus is inside, and that is kept too', async () => {
    const page = await openHelpdesk();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).waitFor();
    await page.keyboard.press('Escape');
    expect(await prompt(page).isVisible()).toBe(true);
    await prompt(page).getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await page.locator('milepost-survey').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await collector.counts({ metric: 'csat' })).body.rows[0]?.funnel)
      .toMatchObject({ shown: 1, started: 0, dismissed: 1 });
    expect(await status(page).textContent()).toContain('Closed without an answer');
  });

  test('the same person is not asked again, another one is', async () => {
    const page = await openHelpdesk();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).getByRole('radio', { name: '5, Very satisfied' }).click();
    await counted(1);
    await page.reload();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await expect.poll(() => status(page).textContent()).toContain('asked about this before');
    await page.getByRole('button', { name: 'Start as another customer' }).click();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).getByRole('radio', { name: '3 of 5' }).click();
    await counted(2);
    expect(await csat()).toMatchObject({ score: 50 });
  });

  test('NPS is answered in German, with a reason', async () => {
    const page = await openHelpdesk({ width: 360, locale: 'de-AT' });
    await page.evaluate(() => {
      document.documentElement.lang = 'de-AT';
    });
    await page.getByRole('button', { name: 'Give feedback' }).click();
    const nps = page.getByRole('dialog', { name: /^Wie wahrscheinlich/ });
    await nps.waitFor();
    await page.screenshot({ path: join(pictures, 'nps-360-de.png') });
    expect(await audit(page)).toEqual([]);
    expect(await nps.getByRole('radio').count()).toBe(11);
    await nps.getByRole('radio', { name: '9', exact: true }).click();
    await page.getByRole('button', { name: 'Überspringen' }).click();
    await expect
      .poll(async () => (await collector.counts({ metric: 'nps', by: 'locale' })).body.rows[0])
      .toMatchObject({ n: 1, score: 100, group: { locale: 'de' }, funnel: { completed: 1 } });
  });

  test('a page that is closed right after the tap has sent the answer', async () => {
    const page = await openHelpdesk();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).getByRole('radio', { name: '4 of 5' }).click();
    await page.close();
    await counted(1);
  });

  test('an answer survives a killed collector and a reload, and is counted once', async () => {
    const page = await openHelpdesk();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await prompt(page).waitFor();
    await collector.end('SIGKILL');
    await prompt(page).getByRole('radio', { name: '1, Very dissatisfied' }).click();
    const why = page.getByRole('textbox', { name: 'What went wrong?' });
    await why.fill('It was down');
    await page.getByText('Your answer is kept').waitFor();
    await page.screenshot({ path: join(pictures, 'kept.png') });
    await page.getByRole('button', { name: 'Send' }).click();
    const { port } = new URL(collector.url);
    collector = await spawnCollector(environment(port));
    expect(await csat()).toMatchObject({ n: 0 });
    await page.reload();
    await counted(1);
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await csat()).toMatchObject({ n: 1, histogram: { 1: 1 } });
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':out:'))),
    ).toEqual([]);
  });

  test('the helpdesk works all the same when there is no collector', async () => {
    await collector.end('SIGKILL');
    const page = await openHelpdesk();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await page.getByRole('button', { name: 'Reopen ticket' }).waitFor();
    await expect.poll(() => status(page).textContent()).toContain('The helpdesk works all the same');
    expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
});

/** Runs in the page, for elements inside an open shadow root too. */
function isFocused(element: Element): boolean {
  return (element.getRootNode() as Document | ShadowRoot).activeElement === element;
}
