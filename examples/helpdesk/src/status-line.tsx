import type { Outcome } from '@milepost/sdk';
import { useRef, useState } from 'preact/hooks';
import type { Cx } from './cx.ts';
import type { Touchpoint } from './milepost.gen.ts';
import { inWords } from './verdict.ts';

/** A quiet line that tells, also to a screen reader, what Milepost decided. */
export function StatusLine({ sentence }: { sentence: string }) {
  return (
    <section class="status-line" aria-label="What Milepost decided">
      <span aria-hidden="true">Milepost</span>
      <p role="status">{sentence}</p>
    </section>
  );
}

/** What the status line says, and the ways to change it. */
export function useStatusLine(connected: Promise<Cx>, opening: string) {
  const [sentence, setSentence] = useState(opening);
  const chapter = useRef(0);

  /** Starts afresh: what is still under way concerns somebody else, and is not told any more. */
  const restart = (words: string) => {
    chapter.current += 1;
    setSentence(words);
  };

  /** Follows a trigger to its end. */
  const tell = async (event: string, touchpoint: Touchpoint, settled: Promise<Outcome>) => {
    const mine = chapter.current;
    const report = (words: string) => mine === chapter.current && setSentence(`${event} ${words}`);
    report('Milepost is deciding whether to ask.');
    try {
      const cx = await connected;
      const stop = cx.on('shown', (shown) => {
        if (shown.touchpoint === touchpoint) report('Shown: a question is on the screen.');
      });
      const outcome = await settled.finally(stop);
      const decision = outcome.status === 'not_asked' ? await cx.explain(touchpoint) : null;
      report(inWords(outcome, decision, Date.now()));
    } catch {
      report(inWords({ status: 'failed', answers: {} }, null, Date.now()));
    }
  };

  return { sentence, say: setSentence, restart, tell };
}
