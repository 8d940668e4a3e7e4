import type { Phrases } from './words.ts';

export const it: Phrases = {
  close: 'Chiudi',
  next: 'Avanti',
  send: 'Invia',
  skip: 'Salta',
  later: 'Non ora',
  kept: 'La risposta resta su questo dispositivo e verrà inviata più tardi.',
  very: 'Mi deluderebbe molto',
  somewhat: 'Mi deluderebbe un po’',
  not: 'Non mi deluderebbe',
  up: 'Pollice in su',
  down: 'Pollice in giù',
  of: '{n} su {most}',
  atMost: 'Selezionare al massimo {n}',
};
