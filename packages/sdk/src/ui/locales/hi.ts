import type { Phrases } from './words.ts';

export const hi: Phrases = {
  close: 'बंद करें',
  next: 'आगे बढ़ें',
  send: 'भेजें',
  skip: 'छोड़ें',
  later: 'अभी नहीं',
  kept: 'आपका जवाब इस डिवाइस पर सुरक्षित है और बाद में भेजा जाएगा।',
  very: 'बहुत निराशा होगी',
  somewhat: 'थोड़ी निराशा होगी',
  not: 'निराशा नहीं होगी',
  up: 'थम्स अप',
  down: 'थम्स डाउन',
  of: '{most} में से {n}',
  atMost: 'ज़्यादा से ज़्यादा {n} चुनें',
};
