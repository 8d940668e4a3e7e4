import type { Phrases } from './words.ts';

export const id: Phrases = {
  close: 'Tutup',
  next: 'Berikutnya',
  send: 'Kirim',
  skip: 'Lewati',
  later: 'Jangan sekarang',
  kept: 'Jawaban Anda disimpan di perangkat ini dan akan dikirim nanti.',
  very: 'Sangat kecewa',
  somewhat: 'Agak kecewa',
  not: 'Tidak kecewa',
  up: 'Jempol ke atas',
  down: 'Jempol ke bawah',
  of: '{n} dari {most}',
  atMost: 'Pilih paling banyak {n}',
};
