import { verdictsOf, type Weighed } from '@milepost/engine';
import type { SurveySession } from '../api.ts';
import { forget, sent } from '../sending/copies.ts';
import { acceptable } from './acceptable.ts';
import type { Ask } from './ask.ts';
import { inline } from './inline.ts';
import { preview } from './preview.ts';
import type { Showing } from './showing.ts';
import type { Desk } from './surveys.ts';

export type Ways = typeof ways;

/** What a host can do besides triggering a touchpoint, by the names of the client's methods. */
export const ways = {
  open: inline,
  preview,
  session,
  explain: async (ask: Ask, _: unknown, { state, ports }: Desk) =>
    verdictsOf(ask.again(state.busy) as Weighed, ports.now()),
  sent: (ask: Ask, _: unknown, { outbox }: Desk) => sent(outbox, ask.again().person?.id),
  forget: (ask: Ask, _: unknown, { close, outbox, ports, prefix }: Desk) => {
    close('closed');
    // What was counted here, told or not.
    for (const name of ['n', 'tallies']) ports.device.set(`${prefix}${name}`, null);
    return forget(outbox, ports.now(), ask.again().person?.id);
  },
};

/** A survey that the host draws. */
async function session(ask: Ask, _: unknown, { prompt }: Desk): Promise<SurveySession | string> {
  const asked = await prompt(ask, acceptable);
  if (typeof asked === 'string') return asked;
  return Object.defineProperty(asked.session, 'outcome', { value: asked.outcome }) as Showing['session'] &
    SurveySession;
}
