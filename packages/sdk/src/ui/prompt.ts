import type { Step } from '../api.ts';
import { element } from './element.ts';
import { cross, glyph } from './questions/glyph.ts';
import { bodyOf } from './questions/index.ts';
import type { Turn } from './questions/turn.ts';

/** The card, on which one question stands at a time: the question, the close button, and what it is answered with. */
export interface Prompt {
  card: HTMLElement;
  /**
   * Puts a question in the place of the last one; a thank-you has nothing to answer. The progress is how far the survey
   * has come, from 0 to 1, and null when it is too short to tell.
   */
  ask(question: Step, thanks: boolean, progress: number | null): void;
  /** Says, or no longer says, that the answer waits on the device. */
  keep(kept: boolean): void;
}

/** A prompt over the page is a dialog that is not modal; what stands in the page is a group of it. */
export function createPrompt(role: 'dialog' | 'group', means: Omit<Turn, 'question'>): Prompt {
  const { words, dismiss } = means;
  // Both stay, so that a screen reader hears what changes in them.
  const asked = element('div', { 'aria-live': 'polite' });
  const note = element('p', { class: 'note', 'aria-live': 'polite' });
  const answering = element('div', {});
  const bar = element('div', { class: 'progress' });
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
    { part: 'card', class: 'card', role, 'aria-labelledby': 'question', tabindex: -1 },
    asked,
    close,
    answering,
    note,
  );
  return {
    card,
    ask: (question, thanks, progress) => {
      const { lead, text } = question;
      asked.replaceChildren(
        element(
          'p',
          { id: 'question', part: 'question', class: 'question' },
          lead && element('span', { class: 'lead' }, `${lead} `),
          text,
        ),
      );
      answering.replaceChildren(
        thanks ? '' : element('div', { class: 'body' }, ...bodyOf({ ...means, question })),
      );
      if (progress === null) return;
      bar.style.width = `${Math.round(100 * progress)}%`;
      card.prepend(bar);
    },
    keep: (kept) => {
      const text = kept ? words.kept : '';
      // Words that are put in anew are read out anew.
      if (note.textContent !== text) note.textContent = text;
    },
  };
}
