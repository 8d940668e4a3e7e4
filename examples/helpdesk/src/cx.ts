import { type Cx as Client, createCx, type Identity } from '@milepost/sdk';
import type { Touchpoint, TouchpointFacts } from './milepost.gen.ts';

/** The part of Milepost's client that this page uses. A misspelt touchpoint or fact does not compile. */
export type Cx = Pick<
  Client<Touchpoint, TouchpointFacts>,
  'trigger' | 'explain' | 'identify' | 'reset' | 'close' | 'on'
>;

/**
 * Creates the client for a person, from the collector's address and the public key that this page's own server tells
 * at run time. Never rejects: a helpdesk without its surveys is still a helpdesk, so a client that asks nobody stands in.
 */
export async function connect(person: Identity): Promise<Cx> {
  try {
    const reply = await fetch('/milepost.json', { signal: AbortSignal.timeout(5_000) });
    if (!reply.ok) return absent;
    const { collector, key } = (await reply.json()) as { collector: string; key: string };
    const cx = createCx<Touchpoint, TouchpointFacts>({
      collector,
      key,
      // Driven browsers are not asked unless a page allows it. The browser tests drive this one; leave it out of yours.
      allowAutomation: true,
    });
    cx.identify(person);
    return cx;
  } catch {
    return absent;
  }
}

const absent: Cx = {
  trigger: async () => ({ status: 'failed', reason: 'not_connected', answers: {} }),
  explain: async () => ({ ask: false, reason: 'not_connected', eligibleAt: null, survey: null, gates: [] }),
  identify: () => {},
  reset: () => {},
  close: () => {},
  on: () => () => {},
};
