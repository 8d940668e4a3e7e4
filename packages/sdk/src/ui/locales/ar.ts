import type { Phrases } from './words.ts';

export const ar: Phrases = {
  close: 'إغلاق',
  next: 'التالي',
  send: 'إرسال',
  skip: 'تخطّي',
  later: 'ليس الآن',
  kept: 'إجابتك محفوظة على هذا الجهاز وستُرسَل لاحقًا.',
  very: 'سأشعر بخيبة أمل كبيرة',
  somewhat: 'سأشعر ببعض خيبة الأمل',
  not: 'لن أشعر بخيبة أمل',
  up: 'إبهام لأعلى',
  down: 'إبهام لأسفل',
  of: '{n} من {most}',
  atMost: 'الحد الأقصى للاختيارات: {n}',
};
