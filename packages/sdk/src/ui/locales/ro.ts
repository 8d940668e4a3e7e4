import type { Phrases } from './words.ts';

export const ro: Phrases = {
  close: 'Închideți',
  next: 'Înainte',
  send: 'Trimiteți',
  skip: 'Omiteți',
  later: 'Nu acum',
  kept: 'Răspunsul rămâne pe acest dispozitiv și va fi trimis mai târziu.',
  very: 'M-ar dezamăgi foarte mult',
  somewhat: 'M-ar dezamăgi puțin',
  not: 'Nu m-ar dezamăgi',
  up: 'Degetul mare în sus',
  down: 'Degetul mare în jos',
  of: '{n} din {most}',
  atMost: 'Alegeți cel mult {n}',
};
