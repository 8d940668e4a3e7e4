import type { Phrases } from './words.ts';

export const tr: Phrases = {
  close: 'Kapat',
  next: 'İleri',
  send: 'Gönder',
  skip: 'Atla',
  later: 'Şimdi değil',
  kept: 'Yanıtınız bu cihazda saklanıyor ve daha sonra gönderilecek.',
  very: 'Çok hayal kırıklığına uğrardım',
  somewhat: 'Biraz hayal kırıklığına uğrardım',
  not: 'Hayal kırıklığına uğramazdım',
  up: 'Başparmak yukarı',
  down: 'Başparmak aşağı',
  of: '{most} üzerinden {n}',
  atMost: 'En fazla {n} seçim yapın',
};
