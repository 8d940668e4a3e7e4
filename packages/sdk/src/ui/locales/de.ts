import type { Phrases } from './words.ts';

export const de: Phrases = {
  close: 'Schließen',
  next: 'Weiter',
  send: 'Senden',
  skip: 'Überspringen',
  later: 'Nicht jetzt',
  kept: 'Ihre Antwort bleibt auf diesem Gerät und wird später gesendet.',
  very: 'Sehr enttäuscht',
  somewhat: 'Etwas enttäuscht',
  not: 'Nicht enttäuscht',
  up: 'Daumen hoch',
  down: 'Daumen runter',
  of: '{n} von {most}',
  atMost: 'Höchstens {n} auswählen',
};
