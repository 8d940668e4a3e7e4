import type { Step } from '../api.ts';
import { atEnd } from '../asking/ending.ts';
import type { Aids } from '../asking/prepare.ts';
import type { OpenSession } from '../asking/session.ts';
import { listen } from '../sending/sending-ports.ts';
import { giveWay } from './give-way.ts';
import { createHost, keepClear } from './host.ts';
import { type KeyInside, keepKeys } from './keep-keys.ts';
import { isRtl } from './language.ts';
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
  const end = () => ending.abort();
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
  const after = (ms: number, work: () => void) => setTimeout(safely(work), ms);

  const show = () => {
    /** What is on show; the session is ahead of it while a chosen option stays. */
    let shown: Step | null | undefined;
    let stays = 0;
    let hovered = false;
    let origin: HTMLElement | null = null;

    /** Once a question: the session is at the next one while a chosen option is still on show. */
    const whileShown = <A extends unknown[]>(work: (...args: A) => void) =>
      safely((...args: A) => {
        if (session.current === shown) work(...args);
      });
    const { card, ask, keep } = createPrompt(into ? 'group' : 'dialog', {
      words,
      aids,
      rtl: isRtl(locale),
      choose: whileShown((value, option) => {
        stays = isStill() ? 0 : chosenFor;
        root.querySelector('[aria-checked=true]')?.setAttribute('aria-checked', 'false');
        option.setAttribute('aria-checked', 'true');
        session.answer(value);
      }),
      answer: whileShown(session.answer),
      advance: session.advance,
      dismiss: session.dismiss,
    });
    const root = createHost(card, locale, into, aids?.seldomStyle);
    const { host } = root;
    atEnd(signal, () => {
      if (root.activeElement) origin?.focus({ preventScroll: true });
      host.remove();
    });

    /** Changes what is drawn. The height of the card follows instead of jumping. */
    const redraw = (change: () => void) => {
      const before = card.offsetHeight;
      change();
      const now = card.offsetHeight;
      if (shown && now !== before && !isStill())
        card.animate({ height: [`${before}px`, `${now}px`] }, { duration: leaveFor, easing: 'ease-out' });
    };

    const thank = () => (hovered || root.activeElement ? after(1_000, thank) : session.advance());
    const clear = safely(() => into || keepClear(host));

    const turn = () => {
      const question = session.current;
      if (question === shown) return;
      if (!question) {
        card.style.opacity = '0';
        return void after(leaveFor, end);
      }
      const focused = root.activeElement;
      const byKey = focused?.matches(':focus-visible');
      const thanks = question.type === 'message' && !question.link && question.last;
      stays = 0;
      hovered = false;
      redraw(() => ask(question, thanks, session.long ? session.progress : null));
      shown = question;
      if (focused && !focused.isConnected) {
        // A tap must not open a touch screen's keyboard over the next question.
        const control = byKey && root.querySelector<HTMLElement>('.body :is(a,button,textarea)');
        (thanks ? origin : control || card)?.focus({ preventScroll: true });
      }
      // A thank-you is smaller than what was there, so it stays where that was.
      if (thanks) after(thanksFor, thank);
      else clear();
    };

    atEnd(
      signal,
      session.subscribe(
        safely(() => {
          // While it is tried again it is kept still.
          if (session.delivery !== 'sending') redraw(() => keep(session.delivery === 'kept'));
          after(stays, turn);
        }),
      ),
    );
    keepKeys(root, signal);
    root.addEventListener(
      'key',
      safely((event) => {
        const { target, detail } = event as KeyInside;
        const { key, repeat, isComposing } = detail;
        // Enter that is held down must not answer the next question as well.
        if (repeat && key === 'Enter' && (target as Element).matches('button,a')) detail.preventDefault();
        if (key === 'Escape' && !isComposing) session.dismiss('escape');
      }),
    );
    card.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget && !card.contains(relatedTarget as Node)) origin = relatedTarget as HTMLElement;
    });
    // Moved, not merely there: it lies where the answer was tapped. The browser makes up moves of nothing by itself.
    card.onpointermove = ({ movementX, movementY }) => {
      hovered ||= !!(movementX || movementY);
    };
    card.onpointerleave = () => {
      hovered = false;
    };
    atEnd(signal, listen(document, 'focusin', clear));
    if (!into) atEnd(signal, giveWay(host));
    // What leaves the page has no size any more: the host has taken it away, or everything around it.
    const watch = new ResizeObserver(() => card.isConnected || giveUp());
    watch.observe(card);
    atEnd(signal, () => watch.disconnect());
    turn();
  };

  safely(show)();
  return end;
}
