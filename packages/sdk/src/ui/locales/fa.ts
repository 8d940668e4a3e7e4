import type { Phrases } from './words.ts';

export const fa: Phrases = {
  close: 'بستن',
  next: 'بعدی',
  send: 'ارسال',
  skip: 'رد کردن',
  later: 'الان نه',
  kept: 'پاسخ شما در این دستگاه می‌ماند و بعداً ارسال می‌شود.',
  very: 'خیلی ناامید می‌شوم',
  somewhat: 'کمی ناامید می‌شوم',
  not: 'ناامید نمی‌شوم',
  up: 'می‌پسندم',
  down: 'نمی‌پسندم',
  of: '{n} از {most}',
  atMost: 'حداکثر {n} مورد را انتخاب کنید',
};
