import type { Step } from '../../api.ts';
import type { Child } from '../element.ts';
import { message } from './message.ts';
import { rows } from './rows.ts';
import { scale } from './scale.ts';
import { freeText } from './text.ts';
import type { Turn } from './turn.ts';

/** What stands under the text of a question, by its type. */
const bodies: Partial<Record<string, (turn: Turn) => Child[]>> = {
  nps: scale,
  csat: scale,
  ces: scale,
  cxi: scale,
  rating: scale,
  thumbs: scale,
  pmf: rows,
  choice: rows,
  choices: rows,
  text: freeText,
  message,
};

export const bodyOf = ({ type }: Step) => bodies[type] as (turn: Turn) => Child[];

/** Whether the prompt can draw this question. A survey with one that it cannot draw is not to be shown. */
export const drawable = ({ type }: { type: string }): boolean => Object.hasOwn(bodies, type);
