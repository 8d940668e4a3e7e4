import { type Cx, createCx, type Identity } from '@milepost/sdk';
import type { Touchpoint, TouchpointFacts } from './milepost.gen.ts';

// From here on the hooks take the touchpoints of this program alone.
declare module '@milepost/sdk/react' {
  interface Register {
    touchpoints: TouchpointFacts;
  }
}

/** Where the collector is and the project's public key; the page's server writes both into the page. */
export interface Connection {
  collector: string;
  key: string;
}

/** Made once, on the server too, where it does nothing. */
export function connect({ collector, key }: Connection): Cx<Touchpoint, TouchpointFacts> {
  // Driven browsers are not asked unless a page allows it. The browser tests drive this one; leave it out of yours.
  return createCx({ collector, key, allowAutomation: true });
}

/** Who is signed in: in this demonstration somebody new each time, whom nobody has asked anything. */
export function member(): Identity {
  return { id: `member-${Date.now().toString(36)}`, account: 'fernhill-bakery', traits: { plan: 'team' } };
}
