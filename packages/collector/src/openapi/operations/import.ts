import {
  exclusionChange,
  exclusionPage,
  exclusionRequest,
  importLine,
  importReport,
  momentRequest,
  toldMoment,
} from '@milepost/protocol';
import { z } from 'zod';
import { listParameters } from '../../routes/exclusions.ts';
import { json, type Operation } from '../operation.ts';

const posted = ['too_large', 'too_slow', 'overloaded'] as const;
const exclusionId = '019a0000-0000-7000-8000-0000000000e1';
const momentId = '019a0000-0000-7000-8000-0000000000a1';

/** What comes in from elsewhere, and what does not count. */
export const importOperations: readonly Operation[] = [
  {
    id: 'import',
    method: 'post',
    path: '/v1/import',
    tag: 'Import',
    summary: 'Import responses',
    description:
      'One response a line, of any age and number; read as it comes. The same merge as for those of the SDK, so a repeated import changes nothing.',
    access: 'import:write',
    body: { type: 'application/x-ndjson', schema: importLine, description: 'A line of JSON each.' },
    answers: { 200: { description: 'What became of the lines.', contents: [json(importReport)] } },
    problems: ['import_invalid'],
    examples: [
      {
        summary: 'One response',
        body: [
          {
            id: '019a0000-0000-7000-8000-000000000001',
            touchpoint: 'ticket_closed',
            survey: 'support-csat',
            version: 1,
            channel: 'import',
            shown: '2026-10-02T09:00:00Z',
            person: { id: 'u-17', account: 'acme', traits: { plan: 'pro' } },
            answers: [{ question: 'satisfaction', value: 4 }],
            completed: '2026-10-02T09:00:20Z',
          },
        ],
      },
    ],
  },
  {
    id: 'addMoment',
    method: 'post',
    path: '/v1/moments',
    tag: 'Import',
    summary: 'Ask a person at the next visit',
    description:
      'For a server: something has happened that a touchpoint asks about, and the person may be away.',
    access: 'moments:write',
    body: json(momentRequest),
    answers: {
      200: { description: 'It was there already.', contents: [json(toldMoment)] },
      201: { description: 'It waits for the person.', contents: [json(toldMoment)] },
    },
    problems: ['moment_invalid', 'moment_conflict', 'program_missing', ...posted],
    examples: [
      {
        summary: 'A ticket was closed',
        status: 201,
        body: {
          id: momentId,
          person: { id: 'u-17' },
          touchpoint: 'ticket_closed',
          facts: { ticketId: 'T-42' },
        },
      },
    ],
  },
  {
    id: 'removeMoment',
    method: 'delete',
    path: '/v1/moments/{id}',
    tag: 'Import',
    summary: 'Not to ask after all',
    access: 'moments:write',
    parameters: { path: z.object({ id: z.string().describe('The id of the moment.') }) },
    answers: { 204: { description: 'Nobody is asked.', contents: [] } },
    problems: ['not_found'],
    examples: [{ summary: 'The ticket was opened again', path: { id: momentId }, status: 204 }],
  },
  {
    id: 'exclude',
    method: 'post',
    path: '/v1/exclusions',
    tag: 'Import',
    summary: 'Leave answers out of the scores',
    description: 'Exactly one of `responses`, `person` and `account`. What comes later is left out too.',
    access: 'cases:write',
    body: json(exclusionRequest),
    answers: {
      200: { description: 'It was there already.', contents: [json(exclusionChange)] },
      201: { description: 'They do not count any more.', contents: [json(exclusionChange)] },
    },
    problems: ['exclusion_invalid', 'exclusion_conflict', ...posted],
    examples: [
      {
        summary: 'A tester',
        status: 201,
        body: { id: exclusionId, person: 'u-17', reason: 'test', by: 'ana@example.com', note: 'Trial run' },
      },
    ],
  },
  {
    id: 'exclusions',
    method: 'get',
    path: '/v1/exclusions',
    tag: 'Import',
    summary: 'What is left out of the scores',
    access: 'responses:read',
    parameters: { query: listParameters },
    answers: { 200: { description: 'The newest first.', contents: [json(exclusionPage)] } },
    examples: [{ summary: 'Those that stand', query: {} }],
  },
  {
    id: 'liftExclusion',
    method: 'delete',
    path: '/v1/exclusions/{id}',
    tag: 'Import',
    summary: 'Let answers count again',
    access: 'cases:write',
    parameters: { path: z.object({ id: z.string().describe('The id of the exclusion.') }) },
    answers: { 200: { description: 'They count again.', contents: [json(exclusionChange)] } },
    problems: ['not_found'],
    examples: [{ summary: 'The tester is a customer', path: { id: exclusionId } }],
  },
];
