import { cross, Glyph } from './questions/glyph.tsx';
import { bodyOf } from './questions/index.ts';
import type { Turn } from './questions/turn.ts';

export interface PromptProps {
  turn: Turn;
  /** A thank-you, with nothing after it. */
  thanks: boolean;
  /** Which question it is, from 1, and of how many; messages do not count. */
  step: number;
  steps: number;
  /** The answer waits on the device. */
  kept: boolean;
  leaving: boolean;
}

/** The card, on which one question stands at a time: the question, the close button, and what it is answered with. */
export function Prompt({ turn, thanks, step, steps, kept, leaving }: PromptProps) {
  const { question, words } = turn;
  const Body = bodyOf(question);
  return (
    <div
      part="card"
      class={leaving ? 'card leaving' : 'card'}
      role="dialog"
      aria-labelledby="question"
      tabIndex={-1}
    >
      {steps > 2 && <div class="progress" style={{ inlineSize: `${(100 * step) / steps}%` }} />}
      <div aria-live="polite">
        <p id="question" key={question.id} part="question" class="question">
          {question.text}
        </p>
      </div>
      <button
        type="button"
        part="close"
        class="close"
        aria-label={words.close}
        onClick={() => turn.dismiss('closed')}
      >
        <Glyph path={cross} />
      </button>
      {!thanks && (
        <div class="body" key={question.id}>
          <Body {...turn} />
        </div>
      )}
      <p class="note" aria-live="polite">
        {kept && words.kept}
      </p>
    </div>
  );
}
