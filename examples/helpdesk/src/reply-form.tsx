import { useState } from 'preact/hooks';

export function ReplyForm({ onReply }: { onReply: (text: string) => void }) {
  const [text, setText] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    onReply(text.trim());
    setText('');
  };
  return (
    <form class="reply" onSubmit={submit}>
      <label for="reply">Your reply</label>
      <textarea
        id="reply"
        rows={3}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button">
        Reply
      </button>
    </form>
  );
}
