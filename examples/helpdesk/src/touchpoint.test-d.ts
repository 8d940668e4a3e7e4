import type { Cx } from './cx.ts';

/** Never run: the type checker proves that only the program's own touchpoints compile. */
export function onlyKnownTouchpoints(cx: Cx): void {
  void cx.trigger('ticket_closed');
  void cx.trigger('monthly_pulse');
  // @ts-expect-error: misspelt
  void cx.trigger('ticket_cosed');
}
