import type { Phrases } from './words.ts';

export const nb: Phrases = {
  close: 'Lukk',
  next: 'Neste',
  send: 'Send',
  skip: 'Hopp over',
  later: 'Ikke nå',
  kept: 'Svaret ditt lagres på denne enheten og sendes senere.',
  very: 'Svært skuffet',
  somewhat: 'Litt skuffet',
  not: 'Ikke skuffet',
  up: 'Tommel opp',
  down: 'Tommel ned',
  of: '{n} av {most}',
  atMost: 'Velg høyst {n}',
};
