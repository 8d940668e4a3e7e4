import type { Ports } from '../ports/index.ts';
import { counted, dayOf, type KeptTally } from './tallies.ts';

interface Telling {
  ports: Pick<Ports, 'consented' | 'device' | 'now' | 'chance' | 'fetchJson'>;
  collector: string;
  key: string;
  prefix: string;
}

interface Kept {
  /** The day on which the collector was last told. */
  told?: string | undefined;
  tallies: KeptTally[];
}

/**
 * Counts what the client has noted, and tells the collector: once a day, and when somebody was asked, since they may not
 * come back. What the collector does not acknowledge stays for the next time. Never rejects.
 */
export async function tell({ ports, collector, key, prefix }: Telling): Promise<void> {
  const { device, chance, fetchJson } = ports;
  const noted = `${prefix}n`;
  const place = `${prefix}tallies`;
  const read = (): Kept => {
    const kept = device.get(place) as Partial<Kept> | null;
    return { told: kept?.told, tallies: Array.isArray(kept?.tallies) ? kept.tallies : [] };
  };
  const notes = device.get(noted);
  if (!notes) return;
  const now = ports.now();
  const today = dayOf(now);
  // A version 4 of RFC 9562: nothing of the device or of the person is in it.
  const newId = () =>
    'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(chance() * 16).toString(16));
  const { told, tallies: before } = read();
  const { tallies, asked } = counted(before, { notes: `${notes as string}`, now, newId });
  const unsent = tallies.filter(({ sent }) => !sent);
  const due = unsent.length > 0 && (asked || told !== today);
  device.set(place, { told: due ? today : told, tallies });
  // A mark that there is something left to tell, for the next page.
  device.set(noted, unsent.length > 0 ? ';' : null);
  if (!due) return;
  const answer = (await fetchJson(`${collector}/v1/responses`, {
    method: 'POST',
    keepalive: true,
    body: JSON.stringify({ key, sent: new Date(now).toISOString(), responses: [], tallies: unsent }),
  })) as { rejected?: unknown } | null;
  // Somebody else may answer in the collector's place: only its own words count.
  if (!ports.consented || !Array.isArray(answer?.rejected)) return;
  const texts = unsent.map((tally) => JSON.stringify(tally));
  const after = read();
  const rest = after.tallies.flatMap((tally): KeptTally[] => {
    // It may have been counted on meanwhile, here or in another tab.
    if (!texts.includes(JSON.stringify(tally))) return [tally];
    return tally.day < today ? [] : [{ ...tally, sent: true }];
  });
  device.set(place, { told: after.told, tallies: rest });
  if (device.get(noted) === ';' && rest.every(({ sent }) => sent)) device.set(noted, null);
}
