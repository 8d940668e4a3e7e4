import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import {
  type CollectorProcess,
  createTempFolder,
  launchChromium,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostPage, serveHostPage } from './host-page.ts';
import { hosts, program } from './look-hosts.ts';

const root = join(import.meta.dirname, '../../..');
const npm = join(root, 'packages/sdk/dist/npm');
const pictures = join(root, 'test-results/look');

const policy = (collector: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collector}; require-trusted-types-for 'script'`;

let browser: Browser;
let folder: TempFolder;
let collector: CollectorProcess;
let host: HostPage;
let complaints: string[];

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchChromium();
  folder = await createTempFolder();
  collector = await spawnCollector({
    MILEPOST_PUBLIC_KEY: createKey('public'),
    MILEPOST_SECRET_KEY: createKey('secret'),
    MILEPOST_STORE: `sqlite:${folder.path}/milepost.db`,
    MILEPOST_RATE: 'off',
  });
  expect((await collector.putProgram(program)).status).toBe(200);
  const app = `import { createCx } from '/sdk/index.js';
    const options = { collector: '${collector.url}', key: '${collector.publicKey}', allowAutomation: true };
    const locale = new URLSearchParams(location.search).get('locale');
    globalThis.keys = [];
    for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({ key }) => keys.push(key));
    globalThis.cx = createCx({ ...options, ...(locale && { locale }) });`;
  const page = (name: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>
     <link rel="stylesheet" href="/${name}.css"><script type="module" src="/app.js"></script></head>
     <body><h1>A page of the host</h1><p>${'Its own words go on and on. '.repeat(12)}</p><button>Its own button</button></body></html>`;
  host = await serveHostPage(
    {
      '/app.js': { type: 'text/javascript', body: app },
      ...Object.fromEntries(
        readdirSync(npm).map((file) => [
          `/sdk/${file}`,
          { type: 'text/javascript', body: readFileSync(join(npm, file), 'utf8') },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(hosts).map(([name, css]) => [`/${name}.css`, { type: 'text/css', body: css }]),
      ),
      ...Object.fromEntries(
        Object.keys(hosts).map((name) => [`/${name}`, { type: 'text/html', body: page(name) }]),
      ),
    },
    policy(collector.url),
  );
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await collector.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

interface Scene extends BrowserContextOptions {
  name: keyof typeof hosts;
  trigger: string;
  locale?: string;
}

/** Opens a host's page, triggers a touchpoint and calls back with the prompt on the screen. */
async function inScene(
  { name, trigger, locale, ...options }: Scene,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 800, height: 480 },
    reducedMotion: 'reduce',
    ...options,
  });
  complaints = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${host.url}/${name}${locale ? `?locale=${locale}` : ''}`);
    await page.waitForFunction(() => 'cx' in globalThis);
    await page.evaluate((touchpoint) => void (globalThis as unknown as Cx).cx.trigger(touchpoint), trigger);
    await page.getByRole('dialog').waitFor();
    await check(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

interface Cx {
  cx: { trigger(touchpoint: string): Promise<unknown>; destroy(): void };
  keys: string[];
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const phone = { viewport: { width: 360, height: 640 } };

/** What a prompt measures, part by part: the same on every host. */
const measures = (page: Page) =>
  page.locator('milepost-survey').evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll('[part]') ?? [])].map((part) => {
      const { width, height } = part.getBoundingClientRect();
      const { fontSize, lineHeight, color, padding } = getComputedStyle(part);
      return [
        part.getAttribute('part'),
        Math.round(width),
        Math.round(height),
        fontSize,
        lineHeight,
        color,
        padding,
      ];
    }),
  );

describe('the prompt looks its part', () => {
  test.each<[string, Scene]>([
    ['nps', { name: 'sans', trigger: 'nps' }],
    ['nps-phone', { name: 'sans', trigger: 'nps', ...phone }],
    ['nps-forced', { name: 'sans', trigger: 'nps', forcedColors: 'active' }],
    ['nps-arabic-phone', { name: 'sans', trigger: 'nps', locale: 'ar', ...phone }],
    ['faces-dark', { name: 'sans', trigger: 'faces', colorScheme: 'dark' }],
    ['text', { name: 'sans', trigger: 'text' }],
    ['text-dark-phone', { name: 'sans', trigger: 'text', colorScheme: 'dark', ...phone }],
    ['three-phone', { name: 'sans', trigger: 'three', ...phone }],
    ['faces-bare', { name: 'bare', trigger: 'faces' }],
    ['faces-hostile', { name: 'hostile', trigger: 'faces' }],
  ])('%s', async (picture, scene) => {
    await inScene(scene, async (page) => {
      await shoot(page, picture);
      const targets = page
        .locator('milepost-survey')
        .getByRole('radio')
        .or(page.getByRole('dialog').getByRole('button'));
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        // Eleven fit in a row of a card, where they are pointed at; on a phone each is a thumb wide.
        expect(box?.width).toBeGreaterThanOrEqual(scene.viewport ? 44 : 24);
      }
    });
  });

  test('no style of the page reaches it', async () => {
    const seen: unknown[] = [];
    for (const name of ['sans', 'hostile'] as const)
      await inScene({ name, trigger: 'three' }, async (page) => {
        seen.push(await measures(page));
      });
    expect(seen[1]).toEqual(seen[0]);
  });

  test('it moves nothing of the page, and leaves nothing in it', async () => {
    await inScene({ name: 'sans', trigger: 'faces' }, async (page) => {
      const place = () => page.getByRole('button', { name: 'Its own button' }).boundingBox();
      const shown = await place();
      await page.evaluate(() => (globalThis as unknown as Cx).cx.destroy());
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
      expect(await place()).toEqual(shown);
      expect(await page.evaluate(() => document.body.children.length)).toBe(3);
    });
  });

  test('from right to left, the scale runs from the right and is read in number order', async () => {
    await inScene({ name: 'sans', trigger: 'nps', locale: 'ar' }, async (page) => {
      const options = page.getByRole('radio');
      const [zero, ten] = [await options.first().boundingBox(), await options.last().boundingBox()];
      expect(zero?.x).toBeGreaterThan(ten?.x ?? Number.POSITIVE_INFINITY);
      expect(await options.allTextContents()).toEqual([
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
        '8',
        '9',
        '10',
      ]);
      await options.first().focus();
      await page.keyboard.press('ArrowLeft');
      expect(await options.nth(1).evaluate((option) => option.matches(':focus'))).toBe(true);
    });
  });

  test('keys typed in it never reach the page', async () => {
    await inScene({ name: 'sans', trigger: 'text' }, async (page) => {
      await page.getByRole('textbox').click();
      await page.keyboard.type('jk?');
      expect(await page.getByRole('textbox').inputValue()).toBe('jk?');
      expect(await page.evaluate(() => (globalThis as unknown as Cx).keys)).toEqual([]);
    });
  });

  test('a survey of several questions runs to its end, one at a time', async () => {
    await inScene({ name: 'sans', trigger: 'three' }, async (page) => {
      await page.getByRole('radio', { name: '10, Extremely likely' }).click();
      await page.getByRole('dialog', { name: 'How satisfied are you?' }).waitFor();
      const progress = await page.locator('milepost-survey .progress').boundingBox();
      expect(progress?.width).toBeCloseTo((2 / 3) * 358, 0);
      await page.getByRole('radio', { name: '3 of 3' }).click();
      await page.getByRole('textbox', { name: 'Anything else?' }).fill('No.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('dialog', { name: 'Thank you.' }).waitFor();
      await expect
        .poll(
          async () =>
            (await collector.scores({ metric: 'csat', survey: 'three' })).body.rows[0]?.funnel.completed,
        )
        .toBe(1);
    });
  });
});
