import { createCx } from '@milepost/sdk';
import type { Cx } from './cx.ts';
import type { Touchpoint } from './milepost.gen.ts';

/** Never run: the type checker proves that only what the program declares compiles. */
export function onlyKnownTouchpoints(cx: Cx): void {
  void cx.trigger('ticket_closed');
  void cx.trigger('monthly_pulse');
  void cx.explain('monthly_pulse');
  // @ts-expect-error: misspelt
  void cx.trigger('ticket_cosed');
  // @ts-expect-error: misspelt
  void cx.explain('ticket_cosed');
}

export function onlyDeclaredFacts(cx: Cx, which: 'ticket_closed' | 'monthly_pulse'): void {
  void cx.trigger('ticket_closed', { ticketId: 'T-42', queue: 'billing' });
  void cx.trigger('ticket_closed', { queue: 'billing' });
  void cx.trigger('monthly_pulse', {});
  void cx.trigger(which);
  // @ts-expect-error: misspelt
  void cx.trigger('ticket_closed', { tiketId: 'T-42' });
  // @ts-expect-error: no such queue
  void cx.trigger('ticket_closed', { queue: 'biling' });
  // @ts-expect-error: not a text
  void cx.trigger('ticket_closed', { ticketId: 42 });
  // @ts-expect-error: it declares that it takes none
  void cx.trigger('monthly_pulse', { ticketId: 'T-42' });
}

/** Names alone are enough, or nothing at all: any facts compile then. */
export function withoutGeneratedFacts(): void {
  const options = { collector: 'https://cx.example.com', key: 'mp_pub_0123456789abcdef' };
  void createCx<Touchpoint>(options).trigger('ticket_closed', { anything: true });
  // @ts-expect-error: misspelt
  void createCx<Touchpoint>(options).trigger('ticket_cosed');
  void createCx(options).trigger('whatever', { anything: 1 });
  // @ts-expect-error: a fact is a text, a number or a truth value
  void createCx(options).trigger('whatever', { anything: {} });
}
