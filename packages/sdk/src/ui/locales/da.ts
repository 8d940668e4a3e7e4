import type { Phrases } from './words.ts';

export const da: Phrases = {
  close: 'Luk',
  next: 'Næste',
  send: 'Send',
  skip: 'Spring over',
  later: 'Ikke nu',
  kept: 'Dit svar gemmes på denne enhed og sendes senere.',
  very: 'Meget skuffet',
  somewhat: 'Lidt skuffet',
  not: 'Ikke skuffet',
  up: 'Tommelfinger op',
  down: 'Tommelfinger ned',
  of: '{n} af {most}',
  atMost: 'Vælg højst {n}',
};
