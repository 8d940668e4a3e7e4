import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { english, isRtl } from './language.ts';
import { loadWords } from './languages.ts';
import { en } from './locales/en.ts';
import type { Phrases } from './locales/words.ts';

const folder = join(import.meta.dirname, 'locales');
const tags = readdirSync(folder)
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name !== 'words');
const phrasesOf = async (tag: string) =>
  Object.values((await import(`./locales/${tag}.ts`)) as Record<string, Phrases>)[0];

describe.each(tags)('the words in %s', (tag) => {
  test('are found by their tag', async () => {
    const phrases = await phrasesOf(tag);
    expect(await loadWords(tag)).toMatchObject({ close: phrases?.close, kept: phrases?.kept });
  });

  test('say everything, with the numbers that belong in them', async () => {
    const phrases = Object.entries((await phrasesOf(tag)) ?? {});
    expect(phrases.map(([name]) => name)).toEqual(Object.keys(en));
    const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [name, text] of phrases) {
      expect(gaps(text), name).toEqual(gaps(en[name as keyof Phrases]));
      expect(text, name).toMatch(/^\S(?:.*\S)?$/u);
      expect(text, name).not.toMatch(/[!！¡]/u);
    }
  });
});

describe('loadWords', () => {
  test.each([
    ['en-GB', 'Close'],
    ['de-AT', 'Schließen'],
    ['pt-BR', 'Fechar'],
    ['no', 'Lukk'],
    ['nn-NO', 'Lukk'],
    ['nb', 'Lukk'],
    ['iw', 'סגירה'],
    ['zh', '关闭'],
    ['zh-Hans-HK', '关闭'],
    ['zh-TW', '關閉'],
    ['zh-HK', '關閉'],
    ['zh-Hant', '關閉'],
  ])('knows the language of %s', async (tag, close) => {
    expect((await loadWords(tag)).close).toBe(close);
  });

  test.each([
    ['a language that has no words of ours', 'eo'],
    ['a tag that is none', 'de_DE'],
    ['nothing', ''],
    ['a name that every object has', 'constructor'],
  ])('is English for %s', async (_, tag) => {
    expect(await loadWords(tag)).toMatchObject({
      ...en,
      of: expect.any(Function),
      atMost: expect.any(Function),
    });
  });

  test('is English for a language that cannot be loaded', async () => {
    vi.resetModules();
    vi.doMock('./locales/da.ts', () => {
      throw new Error('The network is gone');
    });
    const anew = await import('./languages.ts');
    expect((await anew.loadWords('da')).send).toBe(en.send);
    vi.doUnmock('./locales/da.ts');
  });

  test('is the same in English where nothing else is needed', async () => {
    const whole = await loadWords('en');
    const { of, number, ...phrases } = english;
    expect(whole).toMatchObject(phrases);
    expect([of(3, 5), number(10)]).toEqual([whole.of(3, 5), whole.number(10)]);
  });

  test('fills in numbers as the language writes them', async () => {
    expect((await loadWords('en')).of(3, 5)).toBe('3 of 5');
    expect((await loadWords('tr')).of(3, 5)).toBe('5 üzerinden 3');
    expect((await loadWords('fa')).of(3, 10)).toBe('۳ از ۱۰');
    expect((await loadWords('fa')).number(10)).toBe('۱۰');
    expect((await loadWords('ar-EG')).number(10)).toBe('١٠');
    expect((await loadWords('de')).atMost(3)).toBe('Höchstens 3 auswählen');
  });
});

describe('isRtl', () => {
  test.each(['ar', 'ar-EG', 'he', 'iw', 'fa', 'ur', 'ps', 'ckb', 'yi', 'pa-PK', 'az-Arab'])(
    'is so in %s',
    (tag) => {
      expect(isRtl(tag)).toBe(true);
    },
  );

  test.each(['en', 'ja', 'pa', 'az', 'ku', 'ar-Latn', 'arn', 'not a tag', ''])('is not so in "%s"', (tag) => {
    expect(isRtl(tag)).toBe(false);
  });
});
