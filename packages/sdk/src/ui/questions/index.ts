import type { Question, QuestionType } from '@milepost/protocol';
import type { Child } from '../element.ts';
import { message } from './message.ts';
import { scale } from './scale.ts';
import { freeText } from './text.ts';
import type { Turn } from './turn.ts';

/** What stands under the text of a question; the table pairs each with the turns of its own types. */
const bodies: Partial<Record<QuestionType, unknown>> = {
  nps: scale,
  csat: scale,
  text: freeText,
  message,
};

export const bodyOf = ({ type }: Question) => bodies[type] as (turn: Turn) => Child[];

/** Whether the prompt can draw this question. A survey with one that it cannot draw is not to be shown. */
export const drawable = ({ type }: Question): boolean => type in bodies;
