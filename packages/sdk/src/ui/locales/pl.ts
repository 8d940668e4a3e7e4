import type { Phrases } from './words.ts';

export const pl: Phrases = {
  close: 'Zamknij',
  next: 'Dalej',
  send: 'Wyślij',
  skip: 'Pomiń',
  later: 'Nie teraz',
  kept: 'Odpowiedź pozostanie na tym urządzeniu i zostanie wysłana później.',
  very: 'Bardzo by mnie to rozczarowało',
  somewhat: 'Trochę by mnie to rozczarowało',
  not: 'Nie rozczarowałoby mnie to',
  up: 'Kciuk w górę',
  down: 'Kciuk w dół',
  of: '{n} z {most}',
  atMost: 'Wybierz maksymalnie {n}',
};
