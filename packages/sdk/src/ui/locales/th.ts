import type { Phrases } from './words.ts';

export const th: Phrases = {
  close: 'ปิด',
  next: 'ถัดไป',
  send: 'ส่ง',
  skip: 'ข้าม',
  later: 'ไว้ทีหลัง',
  kept: 'คำตอบของคุณเก็บไว้ในอุปกรณ์นี้และจะส่งในภายหลัง',
  very: 'ผิดหวังมาก',
  somewhat: 'ผิดหวังเล็กน้อย',
  not: 'ไม่ผิดหวัง',
  up: 'ถูกใจ',
  down: 'ไม่ถูกใจ',
  of: '{n} จาก {most}',
  atMost: 'เลือกได้สูงสุด {n} ข้อ',
};
