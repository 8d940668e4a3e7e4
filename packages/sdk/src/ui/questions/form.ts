import { element } from '../element.ts';
import { actions } from './actions.ts';
import { button, primary } from './button.ts';
import type { Turn } from './turn.ts';

/** What is answered with a button: fields, then Send. */
export function form(turn: Turn, submit: () => void, ...fields: Node[]) {
  const send = button(turn.words.send, { type: 'submit', class: primary });
  const made = element(
    'form',
    {
      onsubmit: (event: Event) => {
        event.preventDefault();
        submit();
      },
    },
    ...fields,
    actions(turn, send),
  );
  return { element: made, send };
}
