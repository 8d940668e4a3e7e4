import { z } from 'zod';
import { limits } from './limits.ts';

export const name = z.string().min(1).max(limits.nameLength);
export const instant = z.iso
  .datetime({ offset: true, abort: true, error: 'must be an RFC 3339 date and time with its zone' })
  .refine((text) => Date.parse(text) >= Date.UTC(1900), 'must not be before 1900');
// Any version and variant: an import may bring what another program made.
export const uuid = z.guid('must be a UUID').toLowerCase();
/** A name that the host gives to a person, an account or a role. */
export const reference = z.string().min(1).max(limits.idLength);
