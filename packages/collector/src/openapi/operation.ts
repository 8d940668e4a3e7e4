import type { ProblemCode } from '@milepost/protocol';
import type { z } from 'zod';
import type { Scope } from '../keys.ts';

/** Headings of the reference, in their order. */
export const tags = {
  Scores: 'What people think, with its certainty. A key needs `scores:read`.',
  Responses: 'What people said. A key needs `responses:read`.',
  Accounts: 'How customers are, and who went silent. A key needs `accounts:read`.',
  Program: 'What is asked, where and how often.',
  Import: 'Answers from elsewhere, and those that do not count.',
  People: 'What is known of one person, and its erasure.',
  Pages: 'What the SDK talks to, with a public key. No request of a page needs a preflight.',
  Collector: 'The collector itself.',
} as const;

/** A body or an answer. */
export interface Content {
  /** The media type. */
  type: string;
  schema: z.ZodType;
  /** How one looks. */
  example?: unknown;
}

export interface AnswerSpec {
  description: string;
  /** By status 200 or 201; none where the body is empty. */
  contents: readonly Content[];
  /** Headers that tell something, by name. */
  headers?: Readonly<Record<string, string>>;
}

/** A request that is shown in the reference, and run as a test. */
export interface Example {
  summary: string;
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** 200 by default. */
  status?: number;
}

/** One method of one path, as it is documented. The schemas are those that the route parses with. */
export interface Operation {
  /** What generated clients call it. */
  id: string;
  method: 'get' | 'put' | 'post' | 'delete';
  /** Such as `/v1/people/{id}`. */
  path: string;
  tag: keyof typeof tags;
  summary: string;
  description?: string;
  /** A scope, or who may ask: `any` secret key, whoever has a `public` one, or anybody (`open`). */
  access: Scope | 'any' | 'public' | 'program' | 'metrics' | 'open';
  parameters?: { path?: z.ZodObject; query?: z.ZodObject; header?: z.ZodObject };
  body?: Content & { description?: string };
  answers: Readonly<Record<number, AnswerSpec>>;
  /** Besides those that any request with such a key can meet. */
  problems?: readonly ProblemCode[];
  examples: readonly Example[];
}

export const json = (schema: z.ZodType): Content => ({ type: 'application/json', schema });
