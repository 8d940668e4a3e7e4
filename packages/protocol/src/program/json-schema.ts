import { z } from 'zod';
import { programShape } from './document.ts';

/** The JSON Schema of a program document as a person writes it: completion and descriptions in an editor. */
export function programJsonSchema(): object {
  return {
    $id: 'urn:milepost:program',
    title: 'Milepost program',
    description: 'Who is asked what, at which touchpoints of a product, and how often.',
    ...z.toJSONSchema(programShape, { io: 'input' }),
  };
}
