import type { ClientProgram, Person } from '@milepost/protocol';
import type { Facts, Outcome } from '../api.ts';
import type { Surveys } from '../asking/surveys.ts';
import type { State } from '../client.ts';
import type { Ports } from '../ports/index.ts';
import { tell } from './tell.ts';
import { visit } from './visit.ts';
import { watchPage } from './watch-page.ts';

export { erase } from './erase.ts';
export { onViewLeft } from './route.ts';

export interface Rousing {
  ports: Ports;
  prefix: string;
  state: State;
  program: ClientProgram | undefined;
  person: () => Person | null;
  draw: () => Promise<Surveys | null>;
  trigger: (touchpoint: string, facts?: Facts, automatic?: boolean) => Promise<Outcome>;
  collector: string;
  key: string;
  /** There is something to count, and nothing else has happened. */
  counted?: boolean | undefined;
}

/**
 * Starts what happens without a call in the host's code: watches the page for the program's triggers, and asks for the
 * open moments of the person who is there. Called again whenever somebody has come. It also counts what was reached.
 */
export function rouse(rousing: Rousing): void {
  const { ports, prefix, state, program, person, draw, trigger, counted } = rousing;
  // Much may have happened while this was on its way.
  if (state.barred || !ports.consented) return;
  tell(rousing).catch(() => {});
  if (counted || !program) return;
  if (program.triggers)
    state.unwatch ??= watchPage(program.touchpoints, (name, facts) => void trigger(name, facts, true));
  if (program.moments) visit({ ports, prefix, state, person, draw, trigger }).catch(() => {});
}
