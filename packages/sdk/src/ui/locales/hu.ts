import type { Phrases } from './words.ts';

export const hu: Phrases = {
  close: 'Bezárás',
  next: 'Tovább',
  send: 'Küldés',
  skip: 'Kihagyás',
  later: 'Most nem',
  kept: 'A válasz ezen az eszközön marad, és később lesz elküldve.',
  very: 'Nagyon csalódott lennék',
  somewhat: 'Kissé csalódott lennék',
  not: 'Nem lennék csalódott',
  up: 'Felfelé mutató hüvelykujj',
  down: 'Lefelé mutató hüvelykujj',
  of: '{n}, legfeljebb {most}',
  atMost: 'Legfeljebb {n} választható',
};
