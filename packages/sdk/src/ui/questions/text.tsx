import type { Question } from '@milepost/protocol';
import { textLength } from '@milepost/protocol/limits';
import { Button } from './button.tsx';
import type { Turn } from './turn.ts';

/**
 * A question answered in words. Enter makes a new line, as everywhere in a text of several lines; Ctrl or Cmd sends.
 * The browser itself says, in its own language, that a question must be answered.
 */
export function FreeText({ question, words, answer }: Turn<Extract<Question, { type: 'text' }>>) {
  const { optional, maxLength, placeholder } = question;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = (event.currentTarget as HTMLFormElement).querySelector('textarea')?.value.trim();
    if (said || optional) answer(said || null);
  };
  return (
    <form onSubmit={submit}>
      <textarea
        part="input"
        class="input"
        aria-labelledby="question"
        rows={3}
        required={!optional}
        maxLength={maxLength ?? textLength}
        placeholder={placeholder}
        onKeyDown={({ key, ctrlKey, metaKey, isComposing, currentTarget }) => {
          if (key === 'Enter' && (ctrlKey || metaKey) && !isComposing) currentTarget.form?.requestSubmit();
        }}
      />
      <div class="actions">
        <Button primary>{words.send}</Button>
        {optional && <Button onClick={() => answer(null)}>{words.skip}</Button>}
      </div>
    </form>
  );
}
