import { type Child, element } from '../element.ts';
import { form } from './form.ts';
import { message } from './message.ts';
import { options } from './options.ts';
import { scale } from './scale.ts';
import { freeText } from './text.ts';
import type { Turn } from './turn.ts';

export type Kit = typeof kit;

/** What stands under the text of a question, by its type. */
const bodies: Partial<Record<string, (turn: Turn, kit: Kit) => Child[]>> = {
  nps: scale,
  csat: scale,
  ces: scale,
  cxi: scale,
  rating: scale,
  thumbs: scale,
  text: freeText,
  message,
};

const kit = { element, form, options };

export const bodyOf = (turn: Turn): Child[] =>
  (bodies[turn.question.type] ?? turn.aids?.rows)?.(turn, kit) ?? [];

/** Drawn by what is seldom needed. */
export const rare = /^(pmf|choice|choices)$/;

/** Whether the prompt can draw this question. A survey with one that it cannot draw is not to be shown. */
export const drawable = ({ type }: { type: string }): boolean =>
  Object.hasOwn(bodies, type) || rare.test(type);
