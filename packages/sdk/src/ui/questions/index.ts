import type { Question, QuestionType } from '@milepost/protocol';
import type { FunctionComponent } from 'preact';
import { Message } from './message.tsx';
import { Scale } from './scale.tsx';
import { FreeText } from './text.tsx';
import type { Turn } from './turn.ts';

/** What stands under the text of a question; the table pairs each with the turns of its own types. */
const bodies: Partial<Record<QuestionType, unknown>> = {
  nps: Scale,
  csat: Scale,
  text: FreeText,
  message: Message,
};

export const bodyOf = ({ type }: Question) => bodies[type] as FunctionComponent<Turn>;

/** Whether the prompt can draw this question. A survey with one that it cannot draw is not to be shown. */
export const drawable = ({ type }: Question): boolean => type in bodies;
