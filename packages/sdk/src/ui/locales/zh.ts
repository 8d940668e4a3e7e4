import type { Phrases } from './words.ts';

export const zh: Phrases = {
  close: '关闭',
  next: '下一步',
  send: '发送',
  skip: '跳过',
  later: '以后再说',
  kept: '您的回答已保存在此设备上，稍后会发送。',
  very: '会非常失望',
  somewhat: '会有点失望',
  not: '不会失望',
  up: '赞',
  down: '踩',
  of: '{n} 分，满分 {most} 分',
  atMost: '最多选 {n} 项',
};
