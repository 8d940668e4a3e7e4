import { Command } from 'commander';
import type { Serving } from '../serve.ts';
import type { Settings } from '../settings.ts';

/** `milepost serve`: runs a collector until it is told to stop. */
export function serveCommand(settings: () => Settings, clock: () => number): Command {
  return new Command('serve')
    .description('run a collector; settings come from MILEPOST_… variables')
    .action(async () => {
      // Loading the store's driver takes half a second, which no other command has to wait for.
      const { serve } = await import('../serve.ts');
      const serving = await serve(settings(), clock);
      tellKeys(serving);
      // Before anybody can know that it runs, and tell it to stop.
      stopOnSignal(() => serving.stop());
      console.log(`Milepost collector on ${serving.url}`);
    });
}

function tellKeys({ madeKeys }: Serving): void {
  if (madeKeys.public) console.log(`MILEPOST_PUBLIC_KEY=${madeKeys.public}`);
  if (madeKeys.secret) console.log(`MILEPOST_SECRET_KEY=${madeKeys.secret}   (shown this once; keep it)`);
}

/** Stops cleanly at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}
