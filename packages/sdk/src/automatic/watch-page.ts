import type { ClientProgram, ClientTrigger } from '@milepost/protocol';
import type { Facts } from '../api.ts';
import { fitsPage } from './page-pattern.ts';
import { onView, viewOf } from './route.ts';
import type { Arm, Arming } from './triggers/arming.ts';
import { click } from './triggers/click.ts';
import { delay } from './triggers/delay.ts';
import { event } from './triggers/event.ts';
import { exit } from './triggers/exit.ts';
import { inactivity } from './triggers/inactivity.ts';
import { scroll } from './triggers/scroll.ts';

const kinds: { [Kind in ClientTrigger['on']]: Arm<Kind> } = {
  page: (_, { reach }) => reach(),
  delay,
  scroll,
  exit,
  inactivity,
  click,
  event,
};

/**
 * Reaches the touchpoints of a program that have triggers, each at most once a view. What is armed is armed for the view
 * that is on. Returns the stop.
 */
export function watchPage(
  touchpoints: ClientProgram['touchpoints'],
  reach: (touchpoint: string, facts?: Facts) => void,
): () => void {
  const arm = () => {
    const armed = Object.entries(touchpoints).map(([name, { triggers = [], paused }]) => {
      const ending = new AbortController();
      armAny(paused ? [] : triggers, {
        signal: ending.signal,
        reach: (facts) => {
          ending.abort();
          reach(name, facts);
        },
      });
      return ending;
    });
    return () => {
      for (const ending of armed) ending.abort();
    };
  };
  let disarm = arm();
  const stop = onView(() => {
    disarm();
    disarm = arm();
  });
  return () => {
    stop();
    disarm();
  };
}

/** Waits for the first of some triggers that are for this view. */
function armAny(triggers: readonly ClientTrigger[], arming: Arming): void {
  const view = viewOf(location.href);
  for (const trigger of triggers)
    try {
      if (!arming.signal.aborted && fitsPage(trigger.page ?? '*', view))
        (kinds[trigger.on] as Arm<typeof trigger.on>)(trigger as never, arming);
    } catch {
      // A selector that is none, or a kind of a later release: the others still work.
    }
}
