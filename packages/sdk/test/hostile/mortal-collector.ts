import { setTimeout as wait } from 'node:timers/promises';
import { type CollectorProcess, type Random, spawnCollector } from '@milepost/testkit';

/** A collector that is killed and started again on the same file, at moments that nobody has chosen. */
export interface MortalCollector extends AsyncDisposable {
  /** Where it listens, or listened last. */
  url(): string;
  /** How often it was killed so far. */
  kills(): number;
  /** Ends the killing. Resolves to the one that is left, alive. */
  spare(): Promise<CollectorProcess>;
}

/** How long it lives, and how long it stays away, in milliseconds. */
const lives = [2_500, 6_000] as const;
const away = [0, 800] as const;

export async function startMortalCollector(
  environment: Record<string, string>,
  { random, program }: { random: Random; program: object },
): Promise<MortalCollector> {
  const sparing = new AbortController();
  const { signal } = sparing;
  let collector = await spawnCollector(environment);
  let kills = 0;
  const { status, body } = await collector.putProgram(program);
  if (status !== 200) throw new Error(`the program is refused: ${JSON.stringify(body)}`);

  const die = async () => {
    for (;;) {
      await wait(random.int(...lives), null, { signal }).catch(() => {});
      if (signal.aborted) return;
      await collector.end('SIGKILL');
      kills += 1;
      await wait(random.int(...away));
      collector = await spawnCollector(environment);
    }
  };
  const dying = die();
  const spare = async () => {
    sparing.abort();
    await dying;
    return collector;
  };
  return {
    url: () => collector.url,
    kills: () => kills,
    spare,
    [Symbol.asyncDispose]: async () => {
      await (await spare()).end('SIGTERM');
    },
  };
}
