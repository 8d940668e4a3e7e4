import { randomBytes } from 'node:crypto';
import type { Envelope, ProgramInput, Response } from '@milepost/protocol';

/** Three segments of cells beside the whole, the channel and the language: 24 counts a response. */
export const sampleProgram: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: {
    ticket_closed: { label: 'Ticket closed', stage: 'support', pattern: 'past', survey: 'support-csat' },
  },
  surveys: {
    'support-csat': { questions: [{ id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' }] },
  },
  segments: ['plan', 'vintage', 'fact:queue'],
};

const plans = ['free', 'pro', 'team'];

/** A finished response, as the SDK sends it; the same of one index but for its id and time. */
export function sampleResponse(index: number): Response {
  const now = new Date().toISOString();
  return {
    id: uuid(),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    channel: 'in_app',
    shown: now,
    sample: 1,
    locale: 'en',
    page: '/tickets/42',
    facts: { ticketId: `T-${index}`, queue: index % 2 === 0 ? 'billing' : 'tech' },
    answers: [{ question: 'satisfaction', value: 1 + (index % 5), at: now }],
    completed: now,
  };
}

export function samplePerson(index: number): NonNullable<Envelope['person']> {
  return {
    id: `u-${(index * 7_919) % 50_000}`,
    account: `acme-${index % 500}`,
    traits: { plan: plans[index % 3] ?? '', vintage: `2026-0${1 + (index % 9)}` },
  };
}

/** UUIDv7, which the SDK makes: later ones are greater (RFC 9562, 5.7). */
function uuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const chance = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}
