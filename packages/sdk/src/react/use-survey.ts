import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SurveySession } from '../api.ts';
import { useCx } from './cx-provider.ts';
import type { RegisteredFacts, RegisteredTouchpoint } from './register.ts';
import { whileHere } from './while-here.ts';

/** A survey that the app draws itself: a `SurveySession`, rendered anew whenever it changes. */
export type SurveyState = Pick<
  SurveySession,
  'current' | 'progress' | 'delivery' | 'answer' | 'advance' | 'back' | 'dismiss'
>;

/** While nothing is asked, on a server too. */
const none: SurveyState & Pick<SurveySession, 'subscribe'> = {
  current: null,
  progress: 0,
  delivery: 'idle',
  answer: () => {},
  advance: () => {},
  back: () => {},
  dismiss: () => {},
  subscribe: () => () => {},
};

/**
 * Asks a touchpoint when the component comes, and ends the survey when it goes. `current` is what to draw: null before
 * the survey, after it, and where nothing is asked.
 *
 * The facts are those of the first render: later ones are of another moment, for which the component takes another `key`.
 *
 * @example
 * const { current, answer, dismiss } = useSurvey('plan_viewed');
 * return current && <PlanQuestion step={current} onAnswer={answer} onClose={() => dismiss()} />;
 */
export function useSurvey<Name extends RegisteredTouchpoint>(
  touchpoint: Name,
  facts?: RegisteredFacts<Name>[Name],
): SurveyState {
  const cx = useCx();
  const [session, setSession] = useState<typeof none>(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: later facts are of another moment
  useEffect(
    () =>
      whileHere((signal) => {
        void cx.session(touchpoint, facts).then((asked) => {
          if (!asked) return;
          const end = () => asked.dismiss('superseded');
          if (signal.aborted) return end();
          signal.addEventListener('abort', end);
          setSession(asked);
        });
      }),
    [cx, touchpoint],
  );
  const current = useSyncExternalStore(
    session.subscribe,
    () => session.current,
    () => null,
  );
  const delivery = useSyncExternalStore<SurveyState['delivery']>(
    session.subscribe,
    () => session.delivery,
    () => 'idle',
  );
  const { progress, answer, advance, back, dismiss } = session;
  return { current, progress, delivery, answer, advance, back, dismiss };
}
