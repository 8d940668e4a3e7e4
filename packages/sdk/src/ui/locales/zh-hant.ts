import type { Phrases } from './words.ts';

export const zhHant: Phrases = {
  close: '關閉',
  next: '下一步',
  send: '傳送',
  skip: '略過',
  later: '以後再說',
  kept: '您的回答已保存在這部裝置上，稍後會傳送。',
  very: '會非常失望',
  somewhat: '會有點失望',
  not: '不會失望',
  up: '讚',
  down: '倒讚',
  of: '{n} 分，滿分 {most} 分',
  atMost: '最多選 {n} 項',
};
