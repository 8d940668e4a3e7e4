import { erasure, knownOfPerson } from '@milepost/protocol';
import { z } from 'zod';
import { eraseParameters } from '../../routes/people.ts';
import { json, type Operation } from '../operation.ts';

const path = z.object({ id: z.string().describe('The id of the person, as the host gave it.') });

/** What is known of one person. */
export const peopleOperations: readonly Operation[] = [
  {
    id: 'person',
    method: 'get',
    path: '/v1/people/{id}',
    tag: 'People',
    summary: 'Everything known of a person',
    description: 'Of somebody who was never here, nothing is known.',
    access: 'responses:read',
    parameters: { path },
    answers: { 200: { description: 'All of it.', contents: [json(knownOfPerson)] } },
    examples: [{ summary: 'A copy of the data', path: { id: 'u-18' } }],
  },
  {
    id: 'erasePerson',
    method: 'delete',
    path: '/v1/people/{id}',
    tag: 'People',
    summary: 'Erase a person',
    description:
      'Person, account, traits, facts, pages and texts go. Scale answers stay, nobody’s, unless `answers=delete`.',
    access: 'people:erase',
    parameters: { path, query: eraseParameters },
    answers: { 200: { description: 'How much there was.', contents: [json(erasure)] } },
    examples: [{ summary: 'With the scale answers', path: { id: 'u-18' }, query: { answers: 'delete' } }],
  },
];
