import type { Rousing } from './automatic.ts';

/**
 * Triggers the open moments of the person who is there, one after the other, while they are: once a session, since
 * somebody who is known may have been away when something happened. The session remembers whose it has tried; a page
 * that is left before the end leaves them to the next.
 */
export async function visit({
  ports,
  prefix,
  state,
  person,
  draw,
  trigger,
}: Pick<Rousing, 'ports' | 'prefix' | 'state' | 'person' | 'draw' | 'trigger'>): Promise<void> {
  const place = `${prefix}m`;
  const visitor = person();
  if (!visitor?.id || visitor.id === state.visitor || ports.session.get(place) === visitor.id) return;
  const { id } = visitor;
  state.visitor = id;
  const moments = await (await draw())?.moments(visitor);
  let missed = !moments;
  for (const { touchpoint, facts } of moments ?? []) {
    if (person()?.id !== id) return;
    const { reason } = await trigger(touchpoint, facts);
    missed ||= reason === 'busy';
  }
  // What met another prompt is for the next page, or `identify`.
  if (missed) delete state.visitor;
  else ports.session.set(place, id);
}
