import type { Phrases } from './words.ts';

export const ja: Phrases = {
  close: '閉じる',
  next: '次へ',
  send: '送信',
  skip: 'スキップ',
  later: '今はしない',
  kept: '回答はこの端末に保存され、後で送信されます。',
  very: 'とても残念に思う',
  somewhat: '少し残念に思う',
  not: '残念に思わない',
  up: '高評価',
  down: '低評価',
  of: '{most}段階中{n}',
  atMost: '{n}個まで選択できます',
};
