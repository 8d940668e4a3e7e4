import type { Question } from '@milepost/protocol';
import { textLength } from '@milepost/protocol/limits';
import { type Child, element } from '../element.ts';
import { button } from './button.ts';
import type { Turn } from './turn.ts';

/**
 * A question answered in words. Enter makes a new line, as everywhere in a text of several lines; Ctrl or Cmd sends.
 * The browser itself says, in its own language, that a question must be answered, or with more words.
 */
export function freeText({ question, words, answer }: Turn<Extract<Question, { type: 'text' }>>): Child[] {
  const { optional, minLength, maxLength, placeholder } = question;
  const input = element('textarea', {
    part: 'input',
    class: 'input',
    'aria-labelledby': 'question',
    rows: 3,
    required: !optional,
    minlength: minLength,
    maxlength: maxLength ?? textLength,
    placeholder,
    onkeydown: ({ key, ctrlKey, metaKey, isComposing, repeat }: KeyboardEvent) => {
      if (key === 'Enter' && (ctrlKey || metaKey) && !isComposing && !repeat) form.requestSubmit();
    },
  });
  const form = element(
    'form',
    {
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        const said = input.value.trim();
        if (said || optional) answer(said || null);
      },
    },
    input,
    element(
      'div',
      { class: 'actions' },
      button(words.send, { primary: true }),
      optional && button(words.skip, { onclick: () => answer(null) }),
    ),
  );
  return [form];
}
