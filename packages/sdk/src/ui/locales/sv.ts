import type { Phrases } from './words.ts';

export const sv: Phrases = {
  close: 'Stäng',
  next: 'Nästa',
  send: 'Skicka',
  skip: 'Hoppa över',
  later: 'Inte nu',
  kept: 'Ditt svar sparas på den här enheten och skickas senare.',
  very: 'Mycket besviken',
  somewhat: 'Lite besviken',
  not: 'Inte besviken',
  up: 'Tummen upp',
  down: 'Tummen ner',
  of: '{n} av {most}',
  atMost: 'Välj högst {n}',
};
