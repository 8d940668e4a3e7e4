import { z } from 'zod';
import { type Problem, type ProblemCode, problemStatus } from '../problem.ts';

const codes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

/** The body of every refusal (RFC 9457), `application/problem+json`. */
export const problemAnswer = z
  .strictObject({
    type: z.string().describe('urn:milepost:problem: and the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What was wrong, and the remedy.'),
    code: z.enum(codes).describe('Stable; the words may change.'),
    errors: z.exactOptional(
      z
        .array(z.strictObject({ path: z.string().describe('A JSON Pointer.'), message: z.string() }))
        .describe('Every fault of the input.'),
    ),
  })
  .meta({ id: 'Problem' }) satisfies z.ZodType<Problem>;
