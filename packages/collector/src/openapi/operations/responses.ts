import {
  exportQuery,
  importLine,
  rejectedPage,
  responsePage,
  responseQuery,
  streamQuery,
} from '@milepost/protocol';
import { z } from 'zod';
import { listParameters } from '../../routes/rejected.ts';
import { json, type Operation } from '../operation.ts';
import { csv } from './text.ts';

const shared = { method: 'get', tag: 'Responses', access: 'responses:read' } as const;

/** What people said. */
export const responseOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'responses',
    path: '/v1/responses',
    summary: 'Responses, the newest first',
    description: 'In pages: `after` is the `next` of the page before, until that is null.',
    parameters: { query: responseQuery },
    answers: { 200: { description: 'A page.', contents: [json(responsePage)] } },
    problems: ['program_missing'],
    examples: [
      { summary: 'The latest ten', query: { limit: '10' } },
      {
        summary: 'Detractors who wrote about waiting',
        query: { metric: 'nps', score: '0..6', text: 'wait' },
      },
      {
        summary: 'Of one plan and touchpoint',
        query: { touchpoint: 'ticket_closed', where: 'plan:pro', limit: '10' },
      },
    ],
  },
  {
    ...shared,
    id: 'streamResponses',
    path: '/v1/responses/stream',
    summary: 'Responses as they come',
    description:
      'Server-sent events named `response`, one for every change, without an end. The data of an event is a response as `GET /v1/responses` lists it; a browser’s `EventSource` and `@milepost/client` take the stream up again by `Last-Event-ID`; an id that is none of this stream begins it anew. A collector has 100 streams, of which a project gets half of those that others leave.',
    parameters: {
      query: streamQuery,
      header: z.object({
        'Last-Event-ID': z.exactOptional(z.string().describe('The id of the last event that was seen.')),
      }),
    },
    answers: {
      200: { description: 'The events.', contents: [{ type: 'text/event-stream', schema: z.string() }] },
    },
    problems: ['program_missing'],
    examples: [{ summary: 'Of one touchpoint', query: { touchpoint: 'ticket_closed' } }],
  },
  {
    ...shared,
    id: 'export',
    path: '/v1/export',
    summary: 'Every response, streamed',
    description: 'A line is a response as `POST /v1/import` takes it, so that a round trip loses nothing.',
    parameters: { query: exportQuery },
    answers: {
      200: {
        description: 'One JSON value a line; with `format=csv` rows for a spreadsheet.',
        contents: [{ type: 'application/x-ndjson', schema: importLine }, csv],
      },
    },
    problems: ['program_missing'],
    examples: [
      { summary: 'Everything', query: {} },
      {
        summary: 'November, for a spreadsheet',
        query: { format: 'csv', from: '2026-11-01', to: '2026-12-01' },
      },
    ],
  },
  {
    ...shared,
    id: 'rejected',
    path: '/v1/rejected',
    summary: 'What was refused in the last seven days',
    parameters: { query: listParameters },
    answers: { 200: { description: 'The newest first.', contents: [json(rejectedPage)] } },
    examples: [{ summary: 'The latest', query: {} }],
  },
];
