import { randomUUID } from 'node:crypto';
import type { Batch, IncomingResponse } from '@milepost/collector';

/** 2026-11-22T07:00:00Z. */
const now = 1_795_330_800_000;

/** Batches of new responses of many people, three segments, as a busy hour brings them. */
export function makeBatches({ batches, size }: { batches: number; size: number }): Batch[] {
  return Array.from({ length: batches }, () => ({
    project: 'default',
    responses: Array.from({ length: size }, (_, index) => response(index)),
    tallies: [],
    rejected: null,
  }));
}

function response(index: number): IncomingResponse {
  const shown = now - (index % 3_600) * 1_000;
  return {
    state: {
      id: randomUUID(),
      touchpoint: 'ticket_closed',
      survey: 'support-csat',
      version: 1,
      channel: 'in_app',
      locale: 'en',
      shown: new Date(shown).toISOString(),
      page: `/tickets/${index}`,
      person: {
        id: `u-${index % 977}`,
        account: `a-${index % 97}`,
        traits: { plan: ['basic', 'pro', 'team'][index % 3] ?? '', vintage: `2026-0${1 + (index % 9)}` },
      },
      facts: { ticketId: `T-${index}`, queue: index % 2 ? 'billing' : 'support' },
      answers: [
        { question: 'satisfaction', value: 1 + (index % 5), at: new Date(shown + 8_000).toISOString() },
      ],
      completed: new Date(shown + 13_000).toISOString(),
    },
    sent: shown + 13_000,
    received: shown + 13_040,
  };
}
