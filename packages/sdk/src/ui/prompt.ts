import type { DismissReason } from '@milepost/protocol';
import { element } from './element.ts';
import type { Words } from './locales/words.ts';
import { cross, glyph } from './questions/glyph.ts';
import { bodyOf } from './questions/index.ts';
import type { Turn } from './questions/turn.ts';

interface PromptOptions {
  words: Words;
  dismiss: (reason: DismissReason) => void;
}

/** How the turn stands in its survey. */
export interface Progress {
  /** How far the survey has come, from 0 to 1; null when it is too short to tell. */
  progress: number | null;
  /** The turn is a thank-you, with nothing after it. */
  thanks: boolean;
}

/** The card, on which one question stands at a time: the question, the close button, and what it is answered with. */
export interface Prompt {
  card: HTMLElement;
  /** Puts a question in the place of the last one. */
  ask(turn: Turn, progress: Progress): void;
  /** Says, or no longer says, that the answer waits on the device. */
  keep(kept: boolean): void;
}

export function createPrompt({ words, dismiss }: PromptOptions): Prompt {
  // Both stay, so that a screen reader hears what changes in them.
  const asked = element('div', { 'aria-live': 'polite' });
  const note = element('p', { class: 'note', 'aria-live': 'polite' });
  const answering = element('div', {});
  const bar = element('div', { class: 'progress', role: 'progressbar', 'aria-labelledby': 'question' });
  const close = element(
    'button',
    {
      type: 'button',
      part: 'close',
      class: 'close',
      'aria-label': words.close,
      onclick: () => dismiss('closed'),
    },
    glyph(cross),
  );
  const card = element(
    'div',
    { part: 'card', class: 'card', role: 'dialog', 'aria-labelledby': 'question', tabindex: -1 },
    asked,
    close,
    answering,
    note,
  );
  return {
    card,
    ask: (turn, { progress, thanks }) => {
      const { question } = turn;
      asked.replaceChildren(
        element(
          'p',
          { id: 'question', part: 'question', class: 'question' },
          question.lead && element('span', { class: 'lead' }, `${question.lead} `),
          question.text,
        ),
      );
      answering.replaceChildren(thanks ? '' : element('div', { class: 'body' }, ...bodyOf(turn)));
      if (progress === null) return;
      const percent = Math.round(100 * progress);
      bar.ariaValueNow = `${percent}`;
      bar.style.inlineSize = `${percent}%`;
      card.prepend(bar);
    },
    keep: (kept) => {
      const text = kept ? words.kept : '';
      // Words that are put in anew are read out anew.
      if (note.textContent !== text) note.textContent = text;
    },
  };
}
