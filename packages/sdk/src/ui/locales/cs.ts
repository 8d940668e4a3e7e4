import type { Phrases } from './words.ts';

export const cs: Phrases = {
  close: 'Zavřít',
  next: 'Další',
  send: 'Odeslat',
  skip: 'Přeskočit',
  later: 'Teď ne',
  kept: 'Vaše odpověď zůstává v tomto zařízení a odešle se později.',
  very: 'Velmi by mě to zklamalo',
  somewhat: 'Trochu by mě to zklamalo',
  not: 'Nezklamalo by mě to',
  up: 'Palec nahoru',
  down: 'Palec dolů',
  of: '{n} z {most}',
  atMost: 'Vyberte nejvýše {n}',
};
