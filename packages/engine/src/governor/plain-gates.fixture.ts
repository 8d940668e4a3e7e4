import type { ClientProgram, ClientTouchpoint } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import { type Gate, gates, type Situation } from './governor.ts';
import { audiences } from './situation.fixture.ts';

interface Case {
  rules: ClientTouchpoint;
  governor: ClientProgram['governor'];
  situation: Situation;
}

/** Each gate of the touchpoint `ticket_closed` as a plain sentence about the situation: when it is closed. */
const closed: Record<Gate, (at: Case) => boolean> = {
  paused: ({ rules }) => 'paused' in rules,
  // It has not begun, or it is over.
  schedule: ({ rules: { from, to }, situation: { now } }) =>
    (from !== undefined && now < from) || (to !== undefined && now >= to),
  // Not everybody is in the audience, and the person is not.
  audience: ({ rules: { audience }, situation: { person } }) =>
    audience !== undefined && !audiences.some(({ tests, has }) => tests === audience && has(person?.traits)),
  // The person's number of this draw is not below the probability.
  sample: ({ rules: { sample, redrawAfter }, situation: { subject, now } }) => {
    const draw = redrawAfter === undefined ? 0 : Math.floor(now / redrawAfter);
    return hash(`${subject}\nticket_closed\n${draw}`) / 2 ** 32 >= sample;
  },
  // It was shown too short a while ago.
  repeat: ({ rules: { repeatAfter, afterDismissal }, situation: { history, now } }) =>
    history.some(
      ({ touchpoint, shown, dismissed }) =>
        touchpoint === 'ticket_closed' && now - shown < (dismissed === true ? afterDismissal : repeatAfter),
    ),
  // Anything was shown too short a while ago, or as much as the budget has.
  quiet_period: ({ rules: { budget }, governor: { quietPeriod }, situation: { history, now } }) => {
    const within = (time: number) => history.filter(({ shown }) => now - shown < time).length;
    return within(quietPeriod) > 0 || (budget !== undefined && within(budget.within) >= budget.prompts);
  },
  per_session: ({ governor, situation }) => situation.inSession >= governor.perSession,
  // The period in which enough have answered is not over.
  quota: ({ rules, situation: { now } }) => rules.closed?.quota !== undefined && now < rules.closed.quota,
  precision: ({ rules, situation: { now } }) =>
    rules.closed?.precision !== undefined && now < rules.closed.precision,
  consent: ({ situation }) => !situation.consent,
  busy: ({ situation }) => situation.busy,
};

/** The closed gates of `ticket_closed`, in order. */
export function plainlyClosed(program: ClientProgram, situation: Situation): Gate[] {
  const rules = program.touchpoints['ticket_closed'] as ClientTouchpoint;
  return gates.filter((gate) => closed[gate]({ rules, governor: program.governor, situation }));
}
