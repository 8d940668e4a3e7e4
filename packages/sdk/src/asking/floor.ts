import { loadSeldom } from '../load-seldom.ts';
import type { Ports } from '../ports/index.ts';
import type { SendingPorts } from '../sending/sending-ports.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * One prompt a person, in whatever tab: who has the floor may ask. Resolves to what gives it back, or to null while
 * another tab has it.
 */
export type Floor = () => Promise<Leave | null>;
export type Leave = () => void;

export type FloorPorts = Pick<Ports, 'device' | 'chance'> &
  Pick<SendingPorts, 'after'> &
  Pick<TurnPorts, 'locks' | 'onTabs'>;

/**
 * The floor of a name, which the tabs of an origin share. Nothing has to expire: a tab that was killed holds no lock, and
 * objects to nothing.
 */
export function createFloor(name: string, ports: FloorPorts): Floor {
  const { locks, onTabs } = ports;
  const byLock = () =>
    new Promise<Leave | null>((settle, reject) => {
      locks
        // Held until the promise that is returned here is resolved.
        .request(name, { ifAvailable: true }, (lock) => (lock ? new Promise<void>(settle) : settle(null)))
        .catch(reject);
    });
  return async () => {
    // There may be no locks, and a sandboxed frame is refused them.
    const release = await byLock().catch(async () => (await loadSeldom()).takeByWord(name, ports));
    if (!release) return null;
    const leave = () => {
      release();
      stop();
    };
    // A page that is kept for the way back must hold up no other tab, nor must the lock keep it from being kept.
    const stop = onTabs('pagehide', leave);
    return leave;
  };
}
