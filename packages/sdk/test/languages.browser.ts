import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ProgramInput } from '@milepost/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inView } from './in-view.ts';
import { type HostScope, openStage, type Stage } from './scene.ts';

/** A question as people of each language would be asked it, the longer ones among them not short. */
const asked = {
  ar: 'ما مدى رضاك عن الطريقة التي تعاملنا بها مع طلبك؟',
  cs: 'Jak jste spokojeni s tím, jak jsme vyřídili vaši žádost?',
  da: 'Hvor tilfreds er du med den måde, vi håndterede din sag på?',
  de: 'Wie zufrieden sind Sie mit der Zusatzleistungsabrechnungsbenachrichtigung?',
  el: 'Πόσο ικανοποιημένοι είστε από τον τρόπο που χειριστήκαμε το αίτημά σας;',
  es: '¿Qué tan satisfecho está con la forma en que resolvimos su solicitud?',
  fa: 'از نحوهٔ رسیدگی ما به درخواستتان چقدر راضی هستید؟',
  fi: 'Kuinka tyytyväinen olet asiakaspalvelupyyntöjenkäsittelyjärjestelmäämme?',
  fr: 'Dans quelle mesure êtes-vous satisfait du traitement de votre demande ?',
  he: 'עד כמה היית מרוצה מהטיפול בפנייה שלך?',
  hi: 'आपके अनुरोध को हमने जिस तरह संभाला, उससे आप कितने संतुष्ट हैं?',
  hu: 'Mennyire elégedett azzal, ahogyan a kérését kezeltük?',
  id: 'Seberapa puas Anda dengan cara kami menangani permintaan Anda?',
  it: 'Quanto è soddisfatto di come abbiamo gestito la sua richiesta?',
  ja: 'お問い合わせへの対応にどの程度ご満足いただけましたか。',
  ko: '문의를 처리한 방식에 얼마나 만족하십니까?',
  nb: 'Hvor fornøyd er du med måten vi behandlet saken din på?',
  nl: 'Hoe tevreden bent u over de manier waarop wij uw aanvraag hebben behandeld?',
  pl: 'Jak ocenia Pan/Pani sposób, w jaki rozpatrzyliśmy zgłoszenie?',
  pt: 'Qual é o seu grau de satisfação com o tratamento do seu pedido?',
  ro: 'Cât de mulțumit sunteți de modul în care am gestionat solicitarea?',
  ru: 'Насколько вы довольны тем, как мы обработали ваше обращение?',
  sv: 'Hur nöjd är du med hur vi hanterade ditt ärende?',
  th: 'คุณพึงพอใจกับวิธีที่เราจัดการคำขอของคุณมากน้อยเพียงใดเมื่อเทียบกับที่คาดหวังไว้',
  tr: 'Talebinizi ele alma şeklimizden ne kadar memnunsunuz?',
  uk: 'Наскільки ви задоволені тим, як ми опрацювали ваше звернення?',
  vi: 'Bạn hài lòng đến mức nào với cách chúng tôi xử lý yêu cầu của bạn?',
  zh: '您对我们处理您请求的方式有多满意？',
  'zh-Hant': '您對我們處理您請求的方式有多滿意？',
};
type Tag = keyof typeof asked;
const tags = Object.keys(asked) as Tag[];
const rightToLeft = ['ar', 'fa', 'he'];

const touchpoint = { label: 'Asked', stage: 'support', pattern: 'past', survey: 'asked' } as const;
const program: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: { asked: { ...touchpoint, ask: { delay: '0s', repeatAfter: '0s' } } },
  surveys: {
    asked: {
      questions: [
        { id: 'why', type: 'text', text: 'Why?', optional: true },
        { id: 'without', type: 'pmf', text: 'And without it?' },
        { id: 'how', type: 'nps', text: 'How likely?' },
        {
          id: 'which',
          type: 'choices',
          text: 'Which of these?',
          options: [
            { id: 'a', text: 'A' },
            { id: 'b', text: 'B' },
            { id: 'c', text: 'C' },
          ],
          atMost: 2,
        },
      ],
      locales: Object.fromEntries(
        tags.map((tag) => [
          tag,
          Object.fromEntries(['why', 'without', 'how', 'which'].map((id) => [id, { text: asked[tag] }])),
        ]),
      ),
    },
  },
};
const phone = { name: 'sans', trigger: 'asked', viewport: { width: 360, height: 720 } } as const;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(program);
});
afterAll(() => stage[Symbol.asyncDispose]());

describe.each(tags)('in %s', (tag) => {
  test('the prompt speaks the language, runs its way and fits a phone', async () => {
    const words = Object.values(await import(`../src/ui/locales/${tag.toLowerCase()}.ts`))[0] as Record<
      string,
      string
    >;
    await stage.inScene({ ...phone, locale: tag }, async (page) => {
      const survey = page.locator('milepost-survey');
      expect(await survey.getAttribute('dir')).toBe(rightToLeft.includes(tag) ? 'rtl' : 'ltr');
      expect(await survey.getAttribute('lang')).toBe(tag);
      const button = (name: string | undefined) =>
        page.getByRole('button', { name: name ?? 'no word', exact: true });
      const question = page.getByRole('dialog').getByText(asked[tag]);

      await question.waitFor();
      for (const name of [words['close'], words['send'], words['skip']])
        expect(await button(name).count(), name).toBe(1);
      expect(await inView(page)).toEqual([]);
      await button(words['skip']).click();

      await page.getByRole('radio').nth(2).waitFor();
      expect(await page.getByRole('radio').allTextContents()).toEqual([
        words['very'],
        words['somewhat'],
        words['not'],
      ]);
      expect(await inView(page)).toEqual([]);
      await page.getByRole('radio').first().click();

      await page.getByRole('radio').nth(10).waitFor();
      const digits = await page.evaluate((tag) => {
        const { format } = new Intl.NumberFormat(tag);
        return Array.from({ length: 11 }, (_, value) => format(value));
      }, tag);
      expect(await page.getByRole('radio').allTextContents()).toEqual(digits);
      expect(await inView(page)).toEqual([]);
      await page.getByRole('radio').first().click();

      const hint = words['atMost']?.replace('{n}', digits[2] ?? '') ?? '';
      await page.getByText(hint).waitFor();
      expect(await inView(page)).toEqual([]);
    });
  });
});

describe('a language', () => {
  test('is one small request, beside the table of them all, and no other is loaded', async () => {
    await stage.inScene({ ...phone, locale: 'fi' }, async (page) => {
      const loaded = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => /\/sdk\/([a-z]+)-[^/]+$/.exec(name)?.[1])
          .filter((name) => name !== undefined),
      );
      // What counts the prompts comes when the page is idle.
      expect(loaded.filter((name) => name !== 'automatic').sort()).toEqual(['fi', 'seldom', 'ui']);
    });
  });

  test('of whatever kind is at most 600 bytes', () => {
    const folder = join(import.meta.dirname, '../dist/npm');
    const files = readdirSync(folder).filter((file) => /^[a-z]{2}(?:-[a-z]+)?-[^-]+\.js$/.test(file));
    const languages = files.filter((file) => !file.startsWith('ui-'));
    expect(languages).toHaveLength(tags.length);
    for (const file of languages)
      expect(gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, file).toBeLessThanOrEqual(600);
  });

  test('that cannot be loaded is English, and nothing else fails', async () => {
    await stage.inScene({ ...phone, locale: 'de', missing: '**/de-*.js' }, async (page) => {
      await page.getByText(asked.de).waitFor();
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.getByText('Very disappointed').click();
      await page.getByRole('radio').nth(10).waitFor();
    });
  });

  test('that is set while a prompt is open is that of the next', async () => {
    await stage.inScene({ ...phone, locale: 'de' }, async (page) => {
      await page.evaluate(() => {
        const { cx } = globalThis as unknown as HostScope;
        cx.setLocale('fr');
      });
      await page.getByRole('button', { name: 'Überspringen' }).click();
      await page.getByText('Sehr enttäuscht').waitFor();
      await page.evaluate(() => (globalThis as unknown as HostScope).cx.close());
      await page.locator('milepost-survey').waitFor({ state: 'detached' });
      await page.evaluate(() => void (globalThis as unknown as HostScope).cx.trigger('asked'));
      await page.getByRole('button', { name: 'Passer' }).waitFor();
    });
  });
});
