import type { Words } from './words.ts';

export const de: Words = {
  close: 'Schließen',
  next: 'Weiter',
  send: 'Senden',
  skip: 'Überspringen',
  later: 'Nicht jetzt',
  kept: 'Ihre Antwort bleibt auf diesem Gerät und wird später gesendet.',
  of: (value, most) => `${value} von ${most}`,
};
