import { clientProgramAnswer, limits, programShape, pushedProgram, revisionPage } from '@milepost/protocol';
import { z } from 'zod';
import { putParameters } from '../../routes/program.ts';
import { listParameters } from '../../routes/versions.ts';
import { json, type Operation } from '../operation.ts';

const tag = 'ETag';
const program = programShape.meta({ id: 'Program' });

const small = {
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: {
    ticket_closed: { label: 'Ticket closed', stage: 'support', pattern: 'past', survey: 'support-csat' },
  },
  surveys: {
    'support-csat': {
      questions: [{ id: 'satisfaction', type: 'csat', text: 'How satisfied are you with our help?' }],
    },
  },
};

/** What is asked. */
export const programOperations: readonly Operation[] = [
  {
    id: 'program',
    method: 'get',
    path: '/v1/program',
    tag: 'Program',
    summary: 'The live program',
    description: 'The document for a secret key; for a public one, as `key`, what a page needs of it.',
    access: 'program',
    parameters: {
      query: z.object({ key: z.exactOptional(z.string().describe('A public key, for a page.')) }),
    },
    answers: {
      200: {
        description: 'The document, or the client’s view.',
        headers: { [tag]: 'What `If-None-Match` and `If-Match` take.' },
        contents: [json(z.union([program, clientProgramAnswer]))],
      },
      304: { description: 'It is what `If-None-Match` names.', contents: [] },
    },
    examples: [
      { summary: 'The document', query: {} },
      { summary: 'What a page gets', query: { key: 'mp_pub_0123456789abcdefghij' } },
    ],
  },
  {
    id: 'putProgram',
    method: 'put',
    path: '/v1/program',
    tag: 'Program',
    summary: 'Replace the program',
    description: `The whole document, at most ${limits.programBytes / 1024} KiB. What \`GET /program.schema.json\` describes, with the references between its parts checked.`,
    access: 'program:write',
    parameters: {
      query: putParameters,
      header: z.object({
        'If-Match': z.exactOptional(z.string().describe('The `ETag` of the program that was read.')),
      }),
    },
    body: json(program),
    answers: {
      200: {
        description: 'What has changed, or would with `dryRun=true`.',
        headers: { [tag]: 'Of the program that is live now; a dry run has none.' },
        contents: [json(pushedProgram)],
      },
    },
    problems: ['program_invalid', 'program_stale', 'buckets_fixed', 'too_large', 'too_slow', 'overloaded'],
    examples: [{ summary: 'What would change', query: { dryRun: 'true' }, body: small }],
  },
  {
    id: 'revisions',
    method: 'get',
    path: '/v1/program/versions',
    tag: 'Program',
    summary: 'Revisions of the program',
    description: 'The newest first, each with what it changed; `before` is the `next` of the page before.',
    access: 'any',
    parameters: { query: listParameters },
    answers: { 200: { description: 'A page.', contents: [json(revisionPage)] } },
    examples: [{ summary: 'The latest', query: {} }],
  },
  {
    id: 'revision',
    method: 'get',
    path: '/v1/program/versions/{revision}',
    tag: 'Program',
    summary: 'One revision',
    access: 'any',
    parameters: { path: z.object({ revision: z.string().describe('The number of the revision.') }) },
    answers: {
      200: {
        description: 'The document.',
        headers: { [tag]: 'Of this revision.' },
        contents: [json(program)],
      },
      304: { description: 'It is what `If-None-Match` names.', contents: [] },
    },
    problems: ['not_found'],
    examples: [{ summary: 'The first', path: { revision: '1' } }],
  },
];
