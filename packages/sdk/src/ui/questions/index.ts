import { type Child, element } from '../element.ts';
import { button, primary } from './button.ts';
import { form } from './form.ts';
import { options } from './options.ts';
import { scale } from './scale.ts';
import { freeText } from './text.ts';
import type { Turn } from './turn.ts';

type Body = (turn: Turn) => Child[];

const kit = { button, element, form, options, primary };
export type Kit = typeof kit;

/** Seldom needed, and so loaded by themselves. */
const rows: Body = (turn) => turn.aids?.rows(turn, kit) ?? [];
const message: Body = (turn) => turn.aids?.message(turn, kit) ?? [];

/** What stands under the text of a question, by its type. */
const bodies: Partial<Record<string, Body>> = {
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

export const bodyOf = (turn: Turn) => (bodies[turn.question.type] as Body)(turn);

/** Whether the prompt can draw this question. A survey with one that it cannot draw is not to be shown. */
export const drawable = ({ type }: { type: string }): boolean => Object.hasOwn(bodies, type);
