import type { ClientProgram } from '@milepost/protocol';
import type { Ask, Occasion } from './ask.ts';

export const program: ClientProgram = {
  revision: 1,
  locale: 'en',
  touchpoints: {},
  surveys: {
    csat: {
      version: 3,
      questions: [{ id: 'how', type: 'csat', text: 'How?' }],
      locales: { de: { how: { text: 'Wie?' } } },
    },
  },
  governor: { quietPeriod: 0, perSession: 1 },
};

/** A touchpoint that somebody reached at the beginning of time; what is decided of it can be changed. */
export function askFor(change: Partial<Ask> = {}): Ask & { occasion: Occasion } {
  const occasion: Occasion = {
    reason: null,
    survey: 'csat',
    program,
    subject: 'u-17',
    person: { id: 'u-17', traits: { plan: 'pro' } },
    locale: undefined,
  };
  return {
    occasion,
    touchpoint: 'ticket_closed',
    facts: undefined,
    subject: 'u-17',
    since: 0,
    address: 'https://host.example/',
    again: () => occasion,
    ...change,
  };
}
