import type { Facts } from '../../api.ts';
import type { Arm } from './arming.ts';

/** The host tells of an event, as a DOM event of this name on the document or the window. */
export const event: Arm<'event'> = ({ name }, { reach, signal }) => {
  const hear = (told: Event) => {
    const { detail } = told as CustomEvent<unknown>;
    reach(detail && typeof detail === 'object' && !Array.isArray(detail) ? (detail as Facts) : undefined);
  };
  for (const target of [document, window]) target.addEventListener(name, hear, { signal });
};
