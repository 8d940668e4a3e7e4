import type { FloorPorts, Leave } from './floor.ts';

/** Milliseconds in which who has the floor objects to another's taking it, on however busy a device. */
const objection = 1_000;

/**
 * Takes the floor where there are no locks: says on the device that it does. Of several at once, the last to say so has
 * it. Resolves to null while another tab has it.
 */
export async function takeByWord(
  name: string,
  { device, chance, after, onTabs }: FloorPorts,
): Promise<Leave | null> {
  const word = 1 + chance();
  device.set(name, word);
  await new Promise<void>((passed) => after(objection, passed));
  if (device.get(name) !== word) return null;
  const object = () => {
    if (device.get(name)) device.set(name, 0);
  };
  object();
  return onTabs('storage', object);
}
