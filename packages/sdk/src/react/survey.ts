import { createElement, type ReactElement, useEffect, useRef } from 'react';
import type { Outcome } from '../api.ts';
import { useCx } from './cx-provider.ts';
import type { RegisteredFacts, RegisteredTouchpoint } from './register.ts';
import { whileHere } from './while-here.ts';

export interface SurveyProps<Name extends RegisteredTouchpoint> {
  touchpoint: Name;
  /** Those of the first render: later ones are of another moment, for which the component takes another `key`. */
  facts?: RegisteredFacts<Name>[Name];
  /** How it ended, unless the component went first. */
  onOutcome?: (outcome: Outcome) => void;
  /** Of the element around the survey, which is empty where nothing is asked. */
  className?: string;
}

/**
 * A survey in the flow of the page, where it interrupts nobody. It is recorded once half of it has been in view, and ends
 * when the component goes.
 *
 * @example
 * <Survey touchpoint="article_read" facts={{ article: 'domains' }} />
 */
export function Survey<Name extends RegisteredTouchpoint>({
  touchpoint,
  facts,
  onOutcome,
  className,
}: SurveyProps<Name>): ReactElement {
  const cx = useCx();
  const place = useRef<HTMLDivElement>(null);
  const tell = useRef(onOutcome);
  useEffect(() => {
    tell.current = onOutcome;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: later facts are of another moment
  useEffect(
    () =>
      whileHere((signal) => {
        const into = place.current;
        if (!into) return;
        const placement = { into, signal, ...(facts && { facts }) };
        void cx.open(touchpoint, placement).then((outcome) => {
          if (!signal.aborted) tell.current?.(outcome);
        });
      }),
    [cx, touchpoint],
  );
  return createElement('div', { ref: place, className });
}
