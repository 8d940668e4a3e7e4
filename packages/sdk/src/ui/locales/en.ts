import type { Words } from './words.ts';

export const en: Words = {
  close: 'Close',
  next: 'Next',
  send: 'Send',
  skip: 'Skip',
  later: 'Not now',
  kept: 'Your answer is kept on this device and will be sent later.',
  of: (value, most) => `${value} of ${most}`,
};
