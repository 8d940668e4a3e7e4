import type { Phrases } from './words.ts';

export const nl: Phrases = {
  close: 'Sluiten',
  next: 'Volgende',
  send: 'Versturen',
  skip: 'Overslaan',
  later: 'Niet nu',
  kept: 'Uw antwoord blijft op dit apparaat en wordt later verstuurd.',
  very: 'Erg teleurgesteld',
  somewhat: 'Een beetje teleurgesteld',
  not: 'Niet teleurgesteld',
  up: 'Duim omhoog',
  down: 'Duim omlaag',
  of: '{n} van {most}',
  atMost: 'Kies er maximaal {n}',
};
