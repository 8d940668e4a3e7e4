import type { Question } from '@milepost/protocol';
import { render } from 'preact';
import type { SurveySession } from '../session.ts';
import { createHost, keepClear } from './host.ts';
import type { Words } from './locales/words.ts';
import { Prompt } from './prompt.tsx';

export interface MountOptions {
  /** The language of the survey, as a BCP 47 tag: it decides the direction of the text. */
  locale: string;
  words: Words;
  /** Draws the survey in the flow of this element, instead of over the page. */
  into?: Element;
}

/** Milliseconds that a chosen option stays on show, that leaving takes, and that a thank-you stays. */
const chosenFor = 150;
const leaveFor = 120;
const thanksFor = 2_500;

const asks = ({ type }: Question) => type !== 'message';
const isStill = () => matchMedia('(prefers-reduced-motion:reduce)').matches;

/**
 * Draws a session, question by question, until it is over or the returned stop is called. Never throws into the page: on
 * a fault of its own the prompt goes, and the survey is dismissed as `superseded`.
 */
export function mount(session: SurveySession, { locale, words, into }: MountOptions): () => void {
  const { questions } = session;
  const asked = questions.filter(asks);
  const ending = new AbortController();
  const { signal } = ending;
  const host = createHost(locale, into);
  const { element, root, box } = host;
  /** What is on show; the session is ahead of it while a chosen option stays. */
  let shown = session.current;
  let chosen: number | null = null;
  let hovered = false;
  let leaving = false;
  let origin: HTMLElement | null = null;

  const end = () => {
    if (signal.aborted) return;
    ending.abort();
    unsubscribe();
    if (root.activeElement) origin?.focus({ preventScroll: true });
    render(null, box);
    element.remove();
  };
  /** Makes a callback that does nothing after the end, and ends everything instead of throwing. */
  const safely =
    <A extends unknown[]>(work: (...args: A) => void) =>
    (...args: A) => {
      try {
        if (!signal.aborted) work(...args);
      } catch {
        end();
        session.dismiss('superseded');
      }
    };
  /** Once a question: the session is at the next one while a chosen option is still on show. */
  const whileShown = <A extends unknown[]>(work: (...args: A) => void) =>
    safely((...args: A) => {
      if (session.current === shown) work(...args);
    });
  const after = (ms: number, work: () => void) => setTimeout(safely(work), ms);

  /** Draws what is on show. The height of the card follows instead of jumping. */
  const draw = safely(() => {
    if (!shown) return;
    const question = shown;
    const before = box.clientHeight;
    render(
      <Prompt
        turn={{
          question,
          words,
          rtl: element.dir === 'rtl',
          chosen,
          choose: whileShown((value) => {
            chosen = value;
            draw();
            session.answer(value);
          }),
          answer: whileShown(session.answer),
          advance: session.advance,
          dismiss: session.dismiss,
        }}
        thanks={isThanks(question)}
        step={asked.indexOf(question) + 1 || asked.length}
        steps={asked.length}
        kept={session.delivery === 'kept'}
        leaving={leaving}
      />,
      box,
    );
    const height = [before, box.clientHeight].map((px) => `${px}px`);
    if (before && height[0] !== height[1] && !isStill())
      box.firstElementChild?.animate({ height }, { duration: leaveFor, easing: 'ease-out' });
  });

  const isThanks = (question: Question) =>
    !asks(question) && (questions.at(-1) === question || question.next?.[0]?.go === 'end');
  const thank = () => (hovered || root.activeElement ? after(1_000, thank) : session.advance());

  const turn = () => {
    const byKey = root.activeElement?.matches(':focus-visible');
    const focused = root.activeElement;
    chosen = null;
    hovered = false;
    leaving = !session.current;
    shown = session.current ?? shown;
    draw();
    if (leaving) return void after(leaveFor, end);
    const thanks = shown && isThanks(shown);
    if (focused && !focused.isConnected) {
      // A tap must not open a touch screen's keyboard over the next question.
      const control = byKey && root.querySelector<HTMLElement>('textarea,.body [tabindex="0"],.body button');
      if (thanks) origin?.focus({ preventScroll: true });
      else (control || (box.firstElementChild as HTMLElement)).focus({ preventScroll: true });
    }
    // A thank-you is smaller than what was there, so it stays where that was.
    if (thanks) after(thanksFor, thank);
    else clear();
  };

  const clear = safely(() => into || keepClear(host));
  const unsubscribe = session.subscribe(
    safely(() => {
      if (session.current === shown) draw();
      else after(chosen !== null && !isStill() ? chosenFor : 0, turn);
    }),
  );
  // No key that is typed in here reaches the page's shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup'])
    root.addEventListener(type, (event) => {
      event.stopPropagation();
      const { key, isComposing, repeat, target } = event as KeyboardEvent;
      // Enter that is held down must not answer the next question as well.
      if (repeat && key === 'Enter' && (target as Element).matches('button')) event.preventDefault();
      if (type === 'keydown' && key === 'Escape' && !isComposing) safely(session.dismiss)('escape');
    });
  root.addEventListener('focusin', (event) => {
    const from = (event as FocusEvent).relatedTarget as HTMLElement | null;
    if (from && !root.contains(from)) origin = from;
  });
  // Moved, not merely there: it lies where the answer was tapped. The browser makes up moves of nothing by itself.
  box.onpointermove = ({ movementX, movementY }) => {
    hovered ||= !!(movementX || movementY);
  };
  box.onpointerleave = () => {
    hovered = false;
  };
  document.addEventListener('focusin', clear, { signal });
  safely(turn)();
  return end;
}
