import { describe, expect, test } from 'vitest';
import { violations } from '../violations.ts';
import { type HostScope, openDesk, programOf, reach, touchpoint } from './desk.ts';

const program = programOf({ nps: touchpoint('score'), words: touchpoint('words') });

describe('the host’s page stays the host’s', () => {
  test('the caret stays in the field that is being typed into, while a prompt is open', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    await reach(tab, 'words');
    await tab.locator('#field').click();
    await tab.keyboard.type('still here');
    expect(await tab.locator('#field').inputValue()).toBe('still here');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('own');
  });

  test('a focus trap of the host and the prompt do not chase each other', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    const errors: string[] = [];
    tab.on('pageerror', (error) => errors.push(error.message));
    await tab.evaluate(() => {
      // What libraries of dialogs do: whatever takes the focus gives it back.
      document.addEventListener('focusin', ({ target }) => {
        const field = document.querySelector<HTMLElement>('#field');
        if (target !== field) field?.focus();
      });
      document.querySelector<HTMLElement>('#field')?.focus();
    });
    await reach(tab, 'nps');
    await tab.getByRole('radio').last().click();
    await tab.locator('milepost-survey').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('field');
  });

  test('no style of the host changes, and none gets into the prompt', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    const look = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll('h1, label, input, button, div')].map((element) => {
          const style = getComputedStyle(element);
          return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ');
        }),
      );
    const before = await look();
    await reach(tab, 'nps');
    expect(await look()).toEqual(before);
    const size = () =>
      tab.locator('milepost-survey [part=card]').evaluate((card) => card.getBoundingClientRect().height);
    const height = await size();
    await tab.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { font-size: 40px !important; padding: 30px !important; letter-spacing: 9px !important }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    expect(await size()).toBe(height);
  });

  test('an open modal dialog is not asked over: the prompt waits until it is closed', async () => {
    await using desk = await openDesk(program, { '/modal': '<dialog id="modal"><p>Sure?</p></dialog>' });
    const tab = await desk.tab(await desk.device(), 'u-17');
    await tab.goto(`${desk.url}/modal`);
    await tab.waitForFunction(() => 'cx' in globalThis);
    await tab.evaluate(() => {
      document.querySelector<HTMLDialogElement>('#modal')?.showModal();
      void (globalThis as unknown as HostScope).cx.trigger('nps');
    });
    // Long enough for everything that a prompt needs.
    await tab.waitForTimeout(1_500);
    expect(await tab.locator('milepost-survey').count()).toBe(0);
    await tab.evaluate(() => document.querySelector<HTMLDialogElement>('#modal')?.close());
    await tab.getByRole('dialog', { name: 'How likely are you to recommend us?' }).waitFor();
    await tab.getByRole('radio').last().click();
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
  });

  test('typing in the survey is no shortcut of the host', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    await reach(tab, 'words');
    await tab.getByRole('textbox', { name: 'What should we mend?' }).click();
    await tab.keyboard.type('/jk?');
    await tab.keyboard.press('Escape');
    expect(await tab.evaluate(() => (globalThis as unknown as HostScope).keys)).toEqual([]);
  });
});

describe('a strict policy and a careful browser', () => {
  test('need no nonce: nothing is refused under a policy without any exception', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    const refused: string[] = [];
    tab.on('console', (message) => refused.push(message.text()));
    await reach(tab, 'words');
    await tab.getByRole('textbox', { name: 'What should we mend?' }).fill('Nothing');
    await tab.getByRole('button', { name: 'Send' }).click();
    await tab.locator('milepost-survey').waitFor({ state: 'detached' });
    expect(refused).toEqual([]);
  });

  test('find no name in any address that lists of trackers look for', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    const paths: string[] = [];
    tab.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await reach(tab, 'nps');
    await tab.getByRole('radio').last().click();
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    expect(paths.join(' ')).not.toMatch(
      /survey|feedback|nps|track|analytics|beacon|collect|pixel|event|telemetry/i,
    );
  });
});

describe('what is not needed is not loaded', () => {
  test('where everything is paused, only the program is asked for, and what counts that', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score', { paused: true }) }));
    const device = await desk.device();
    const requests: string[] = [];
    device.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const tab = await desk.tab(device, 'u-17');
    expect(await reach(tab, 'nps')).toBe('not_asked paused');
    await tab.waitForLoadState('networkidle');
    const counting = /^\/sdk\/automatic-|^\/v1\/responses$/;
    expect(requests.filter((path) => !counting.test(path)).sort()).toEqual([
      '/',
      '/app.js',
      '/sdk/index.js',
      '/v1/program',
    ]);
  });
});

describe('everybody can answer', () => {
  test.each(['light', 'dark'] as const)('labels and contrast are right in the %s', async (colorScheme) => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device({ colorScheme }), 'u-17');
    await reach(tab, 'nps');
    expect(await violations(tab)).toEqual([]);
    const surface = await tab
      .locator('milepost-survey [part=card]')
      .evaluate((card) => getComputedStyle(card).backgroundColor);
    expect(surface).toBe(colorScheme === 'dark' ? 'rgb(28, 28, 31)' : 'rgb(255, 255, 255)');
  });

  test('the question is announced without taking the focus, which a keyboard can take to it', async () => {
    await using desk = await openDesk(program);
    const tab = await desk.tab(await desk.device(), 'u-17');
    await tab.locator('#own').focus();
    await reach(tab, 'nps');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('own');
    const announced = tab.locator('milepost-survey [aria-live=polite]').first();
    expect(await announced.textContent()).toBe('How likely are you to recommend us?');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.localName)).toBe('milepost-survey');
    await tab.keyboard.press('Escape');
    await tab.locator('milepost-survey').waitFor({ state: 'detached' });
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('own');
  });

  test('from right to left a scale begins at the right, and keeps its direction of meaning', async () => {
    const { surveys, ...rest } = program;
    const locales = { ar: { recommend: { text: 'ما مدى احتمال أن توصي بنا؟' } } };
    await using desk = await openDesk({
      ...rest,
      surveys: { ...surveys, score: { questions: surveys['score']?.questions ?? [], locales } },
    });
    const tab = await desk.tab(await desk.device(), 'u-17');
    await tab.evaluate(() => document.documentElement.setAttribute('lang', 'ar'));
    await reach(tab, 'nps');
    const [zero, ten] = [
      await tab.getByRole('radio').first().boundingBox(),
      await tab.getByRole('radio').last().boundingBox(),
    ];
    expect(zero?.x).toBeGreaterThan(ten?.x ?? Number.POSITIVE_INFINITY);
    await tab.getByRole('radio').last().click();
    await expect
      .poll(async () => (await desk.collector.counts({ metric: 'nps' })).body.rows[0]?.histogram[10], {
        timeout: 15_000,
      })
      .toBe(1);
  });
});
