import type { Phrases } from './words.ts';

export const en: Phrases = {
  close: 'Close',
  next: 'Next',
  send: 'Send',
  skip: 'Skip',
  later: 'Not now',
  kept: 'Your answer is kept and will be sent later.',
  very: 'Very disappointed',
  somewhat: 'Somewhat disappointed',
  not: 'Not disappointed',
  up: 'Thumbs up',
  down: 'Thumbs down',
  of: '{n} of {most}',
  atMost: 'Choose up to {n}',
};
