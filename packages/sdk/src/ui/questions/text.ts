import { textLength } from '@milepost/protocol/limits';
import { type Child, element } from '../element.ts';
import type { KeyInside } from '../keep-keys.ts';
import { form } from './form.ts';
import type { Turn } from './turn.ts';

/**
 * A question answered in words. Enter makes a new line, as everywhere in a text of several lines; Ctrl or Cmd sends.
 * The browser itself says, in its own language, that a question must be answered, or with more words.
 */
export function freeText(turn: Turn): Child[] {
  const { optional, minLength, maxLength, placeholder } = turn.question;
  const input = element('textarea', {
    part: 'input',
    class: 'input',
    'aria-labelledby': 'question',
    rows: 3,
    required: !optional && '',
    minlength: minLength,
    maxlength: maxLength ?? textLength,
    placeholder,
    onkey: ({ detail: { key, ctrlKey, metaKey, isComposing, repeat } }: KeyInside) => {
      if (key === 'Enter' && (ctrlKey || metaKey) && !isComposing && !repeat) input.form?.requestSubmit();
    },
  });
  const send = () => {
    input.value = input.value.trim();
    // To the browser's own check, white space was an answer.
    if (input.reportValidity()) turn.answer(input.value || null);
  };
  return [form(turn, send, input).element];
}
