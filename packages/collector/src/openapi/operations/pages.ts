import {
  acknowledgement,
  claimAnswer,
  claimRequest,
  envelope,
  limits,
  response,
  tally,
} from '@milepost/protocol';
import { z } from 'zod';
import { json, type Operation } from '../operation.ts';

const shared = { method: 'post', tag: 'Pages', access: 'public' } as const;
const key = 'mp_pub_0123456789abcdefghij';
const person = { id: 'u-17', account: 'acme', traits: { plan: 'pro' } };

/** An envelope with the shapes of what it holds, which are checked one by one. */
const sent = z.object({
  ...envelope.shape,
  responses: z.array(response).max(limits.responsesPerEnvelope),
  tallies: z.exactOptional(z.array(tally).max(limits.talliesPerEnvelope)),
});

/** What the SDK sends. */
export const pageOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'sendResponses',
    path: '/v1/responses',
    summary: 'Send answers',
    description: `At most ${limits.envelopeBytes / 1024} KiB and ${limits.responsesPerEnvelope} responses, all of one person. Each send carries the whole response so far: any order, any repetition and any loss of an earlier send end in the same scores. As \`text/plain\` it needs no preflight.`,
    body: json(sent),
    answers: {
      200: {
        description:
          'All that it counts is on the disk. One bad response is rejected whole, the others are kept.',
        contents: [json(acknowledgement)],
      },
    },
    problems: ['envelope_invalid', 'too_large', 'too_slow'],
    examples: [
      {
        summary: 'One answer',
        body: {
          key,
          sent: '2026-11-22T07:00:03.120Z',
          person,
          responses: [
            {
              id: '019a0000-0000-7000-8000-000000000002',
              touchpoint: 'ticket_closed',
              survey: 'support-csat',
              version: 1,
              shown: '2026-11-22T06:59:50.001Z',
              answers: [{ question: 'satisfaction', value: 4, at: '2026-11-22T06:59:58.400Z' }],
              completed: '2026-11-22T07:00:03.000Z',
            },
          ],
        },
      },
    ],
  },
  {
    ...shared,
    id: 'claim',
    path: '/v1/claims',
    summary: 'May this person be asked now?',
    description:
      'Atomic: two tabs or two devices never both ask. Lapses after two minutes without its showing.',
    body: json(claimRequest),
    answers: { 200: { description: 'Yes, or the gate that is closed.', contents: [json(claimAnswer)] } },
    problems: ['envelope_invalid', 'response_conflict', 'too_large', 'too_slow'],
    examples: [
      {
        summary: 'Just before showing',
        body: {
          key,
          person: { id: 'u-19' },
          touchpoint: 'ticket_closed',
          response: '019a0000-0000-7000-8000-000000000003',
        },
      },
    ],
  },
];
