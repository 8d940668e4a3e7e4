import { z } from 'zod';
import { json, type Operation } from '../operation.ts';
import { page, script } from './text.ts';

const shared = { method: 'get', tag: 'Collector', access: 'open' } as const;
const anything = z.looseObject({});

/** The collector itself; none of it needs a key. */
export const collectorOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'health',
    path: '/healthz',
    summary: 'The process runs',
    answers: {
      200: { description: 'It does.', contents: [json(z.strictObject({ status: z.literal('ok') }))] },
    },
    examples: [{ summary: 'Is it up?' }],
  },
  {
    ...shared,
    id: 'ready',
    path: '/readyz',
    summary: 'Answers can be stored',
    answers: {
      200: { description: 'They can.', contents: [json(z.strictObject({ status: z.literal('ready') }))] },
    },
    problems: ['unavailable'],
    examples: [{ summary: 'May traffic come?' }],
  },
  {
    ...shared,
    id: 'metrics',
    path: '/metrics',
    summary: 'Counters for Prometheus',
    description: 'For the machine of the collector; for others with the value of `MILEPOST_METRICS_TOKEN`.',
    access: 'metrics',
    answers: {
      200: {
        description: 'The text format of Prometheus.',
        contents: [{ type: 'text/plain', schema: z.string() }],
      },
    },
    examples: [{ summary: 'From the same machine' }],
  },
  {
    ...shared,
    id: 'openapi',
    path: '/openapi.json',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1.', contents: [json(anything)] } },
    examples: [{ summary: 'For a generator of clients' }],
  },
  {
    ...shared,
    id: 'docs',
    path: '/docs',
    summary: 'This document, to be read',
    answers: { 200: { description: 'A page.', contents: [page] } },
    examples: [{ summary: 'The reference' }],
  },
  {
    ...shared,
    id: 'docsFile',
    path: '/docs/{name}',
    summary: 'A file of that page',
    parameters: { path: z.object({ name: z.string().describe('Has the hash of its content in it.') }) },
    answers: { 200: { description: 'Never changes.', contents: [script] } },
    problems: ['not_found'],
    examples: [],
  },
  {
    ...shared,
    id: 'programSchema',
    path: '/program.schema.json',
    summary: 'The JSON Schema of a program',
    answers: {
      200: {
        description: 'For completion in an editor.',
        contents: [{ type: 'application/schema+json', schema: anything }],
      },
    },
    examples: [{ summary: 'The schema' }],
  },
  {
    ...shared,
    id: 'loader',
    path: '/cx.js',
    summary: 'The SDK for a script tag',
    answers: { 200: { description: 'A module.', contents: [script] } },
    examples: [],
  },
  {
    ...shared,
    id: 'loaderPart',
    path: '/cx/{name}',
    summary: 'A part of the SDK',
    parameters: { path: z.object({ name: z.string().describe('Has the hash of its content in it.') }) },
    answers: { 200: { description: 'A module that never changes.', contents: [script] } },
    problems: ['not_found'],
    examples: [],
  },
];
