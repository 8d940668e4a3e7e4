import type { Step } from '../api.ts';
import type { OpenSession } from '../asking/session.ts';
import { giveWay } from './give-way.ts';
import { createHost, keepClear } from './host.ts';
import { type KeyInside, keepKeys } from './keep-keys.ts';
import type { Aids } from '../asking/prepare.ts';
import type { Words } from './locales/words.ts';
import { createPrompt } from './prompt.ts';

export interface MountOptions {
  /** The language of the survey, as a BCP 47 tag: it decides the direction of the text. */
  locale: string;
  words: Words;
  aids: Aids | null;
  /** Draws the survey in the flow of this element, instead of over the page. */
  into?: Element;
}

/** Milliseconds that a chosen option stays on show, that leaving takes, and that a thank-you stays. */
const chosenFor = 150;
const leaveFor = 120;
const thanksFor = 2_500;

const isStill = () => matchMedia('(prefers-reduced-motion:reduce)').matches;

/**
 * Draws a session, question by question, until it is over or the returned stop is called. Never throws into the page: on
 * a fault of its own the prompt goes, and the survey is dismissed as `superseded`.
 */
export function mount(session: OpenSession, { locale, words, aids, into }: MountOptions): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const prompt = createPrompt({ words, dismiss: session.dismiss });
  const { card } = prompt;
  const host = createHost(locale, into);
  host.box.append(card);
  const { element, root, box } = host;
  /** What is on show; the session is ahead of it while a chosen option stays. */
  let shown: Step | null = null;
  let chosen = false;
  let turning = false;
  let hovered = false;
  let origin: HTMLElement | null = null;

  const end = () => {
    if (signal.aborted) return;
    ending.abort();
    unsubscribe();
    watch.disconnect();
    if (root.activeElement) origin?.focus({ preventScroll: true });
    element.remove();
  };
  const giveUp = () => {
    end();
    session.dismiss('superseded');
  };
  /** Makes a callback that does nothing after the end, and ends everything instead of throwing. */
  const safely =
    <A extends unknown[]>(work: (...args: A) => void) =>
    (...args: A) => {
      try {
        if (!signal.aborted) work(...args);
      } catch {
        giveUp();
      }
    };
  /** Once a question: the session is at the next one while a chosen option is still on show. */
  const whileShown = <A extends unknown[]>(work: (...args: A) => void) =>
    safely((...args: A) => {
      if (session.current === shown) work(...args);
    });
  const after = (ms: number, work: () => void) => setTimeout(safely(work), ms);

  /** Changes what is drawn. The height of the card follows instead of jumping. */
  const redraw = (change: () => void) => {
    const before = shown && box.clientHeight;
    change();
    const height = [before, box.clientHeight].map((px) => `${px}px`);
    if (before && height[0] !== height[1] && !isStill())
      card.animate({ height }, { duration: leaveFor, easing: 'ease-out' });
  };

  const isThanks = (step: Step) => step.type === 'message' && !step.link && step.last;
  const thank = () => (hovered || root.activeElement ? after(1_000, thank) : session.advance());

  const turn = () => {
    const focused = root.activeElement;
    const byKey = focused?.matches(':focus-visible');
    const question = session.current;
    if (!question) {
      card.classList.add('leaving');
      return void after(leaveFor, end);
    }
    turning = false;
    chosen = false;
    hovered = false;
    const thanks = isThanks(question);
    redraw(() =>
      prompt.ask(
        {
          question,
          words,
          aids,
          rtl: element.dir === 'rtl',
          choose: whileShown((value, option) => {
            chosen = true;
            root.querySelector('[aria-checked=true]')?.setAttribute('aria-checked', 'false');
            option.setAttribute('aria-checked', 'true');
            session.answer(value);
          }),
          answer: whileShown(session.answer),
          advance: session.advance,
          dismiss: session.dismiss,
        },
        { thanks, progress: session.long ? session.progress : null },
      ),
    );
    shown = question;
    if (focused && !focused.isConnected) {
      // A tap must not open a touch screen's keyboard over the next question.
      const control =
        byKey && root.querySelector<HTMLElement>('textarea,.body a,.body [tabindex="0"],.body button');
      (thanks ? origin : control || card)?.focus({ preventScroll: true });
    }
    // A thank-you is smaller than what was there, so it stays where that was.
    if (thanks) after(thanksFor, thank);
    else clear();
  };

  const clear = safely(() => into || keepClear(host));
  const unsubscribe = session.subscribe(
    safely(() => {
      // While it is tried again it is kept still.
      if (session.delivery !== 'sending') redraw(() => prompt.keep(session.delivery === 'kept'));
      if (session.current === shown || turning) return;
      turning = true;
      after(chosen && !isStill() ? chosenFor : 0, turn);
    }),
  );
  keepKeys(root, signal);
  root.addEventListener('key', (event) => {
    const { target, detail } = event as KeyInside;
    // Enter that is held down must not answer the next question as well.
    if (detail.repeat && detail.key === 'Enter' && (target as Element).matches('button,a'))
      detail.preventDefault();
    if (detail.key === 'Escape' && !detail.isComposing) safely(session.dismiss)('escape');
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
  if (!into) signal.addEventListener('abort', giveWay(element));
  // What leaves the page has no size any more: the host has taken it away, or everything around it.
  const watch = new ResizeObserver(() => element.isConnected || giveUp());
  watch.observe(box);
  safely(turn)();
  return end;
}
