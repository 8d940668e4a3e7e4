import type { Phrases } from './words.ts';

export const fi: Phrases = {
  close: 'Sulje',
  next: 'Seuraava',
  send: 'Lähetä',
  skip: 'Ohita',
  later: 'Ei nyt',
  kept: 'Vastauksesi säilyy tällä laitteella ja lähetetään myöhemmin.',
  very: 'Olisin hyvin pettynyt',
  somewhat: 'Olisin hieman pettynyt',
  not: 'En olisi pettynyt',
  up: 'Peukalo ylös',
  down: 'Peukalo alas',
  of: '{n}, enintään {most}',
  atMost: 'Valitse enintään {n}',
};
