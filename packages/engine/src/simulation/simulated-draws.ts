import type { ClientProgram, ClientTouchpoint } from '@milepost/protocol';
import type { Verdict } from '../governor/governor.ts';
import { epochs } from '../governor/sampling.ts';
import type { TrafficTrigger } from './traffic.ts';

/**
 * Whom the samples that are drawn again are known not to draw for some time. To find that out the governor looks at up
 * to 999 draws, which is too much for every trigger.
 */
export interface SimulatedDraws {
  /** The program to decide a trigger by: its samples draw nobody when it is known that they do not draw the person. */
  programFor(trigger: TrafficTrigger): ClientProgram;
  /** Notes what was decided by that program. */
  note(trigger: TrafficTrigger, gates: readonly Verdict[]): void;
}

export function createSimulatedDraws(program: ClientProgram): SimulatedDraws {
  const specs = Object.entries(program.touchpoints);
  const none = specs.map(([name, spec]): [string, ClientTouchpoint] => [name, { ...spec, sample: 0 }]);
  const drawingNobody = { ...program, touchpoints: Object.fromEntries(none) };
  const redrawn = new Map(
    specs.flatMap(([name, { redrawAfter }]) =>
      redrawAfter ? [[name, { redrawAfter, undrawnUntil: new Map<string, number>() }]] : [],
    ),
  );
  const isUndrawn = ({ at, person, touchpoint }: TrafficTrigger) =>
    at < (redrawn.get(touchpoint)?.undrawnUntil.get(person) ?? at);
  return {
    programFor: (trigger) => (isUndrawn(trigger) ? drawingNobody : program),
    note: (trigger, gates) => {
      const { at, person, touchpoint } = trigger;
      const draws = redrawn.get(touchpoint);
      if (!draws || isUndrawn(trigger)) return;
      const sample = gates.find(({ gate }) => gate === 'sample');
      if (!sample || sample.open) return;
      draws.undrawnUntil.set(person, sample.eligibleAt ?? at + (epochs - 1) * draws.redrawAfter);
    },
  };
}
