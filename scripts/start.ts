import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { root } from './run.ts';

const helpdeskPort = 4700;

/** Says one clear line and ends. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const failure = await build();
if (failure) fail(`${failure.result.output}\nThe build failed at: ${failure.failed.name}`);

// What is kept from here on is for its owner alone: answers and keys.
process.umask(0o077);
// What was just built can be imported only now.
const { createKey, readKeys, readSettings, serve, SettingError, stopOnSignal, storeName, writeKeys } =
  await import('@milepost/collector');
const { serveHelpdesk } = await import('../examples/helpdesk/server.ts');

try {
  const given = { ...readKeys(root), ...withoutEmpty(process.env) };
  const keys = {
    MILEPOST_PUBLIC_KEY: given['MILEPOST_PUBLIC_KEY'] ?? createKey('public'),
    MILEPOST_SECRET_KEY: given['MILEPOST_SECRET_KEY'] ?? createKey('secret'),
  };
  const settings = readSettings(
    { MILEPOST_PROGRAM: 'examples/helpdesk/program.json', MILEPOST_LOG: 'warn', ...given, ...keys },
    { here: root, home: root },
  );
  const collector = await serve(settings, Date.now);
  writeKeys(root, keys);
  chmodSync(join(root, 'data/keys.env'), 0o600);
  const helpdesk = await serveHelpdesk({
    port: helpdeskPort,
    host: '127.0.0.1',
    collector: collector.url,
    key: keys.MILEPOST_PUBLIC_KEY,
  }).catch(async (error: NodeJS.ErrnoException) => {
    await collector.stop();
    fail(
      error.code === 'EADDRINUSE'
        ? `Port ${helpdeskPort} is in use; the helpdesk example needs it. Stop what uses it and start again.`
        : `The helpdesk example cannot start: ${error.message}`,
    );
  });
  stopOnSignal(async () => {
    await helpdesk.close();
    await collector.stop();
    console.log(`\nStopped. Everything that was acknowledged is in ${storeName(settings.store)}.`);
  });
  console.log(`
  Milepost is running. Ctrl-C stops it; the data stays in data/.

  Helpdesk example   ${helpdesk.url}
  Collector          ${collector.url}
  Public key         ${keys.MILEPOST_PUBLIC_KEY}
  Secret key         ${keys.MILEPOST_SECRET_KEY}

  Close a ticket in the helpdesk, answer, and read the score (told from three people on: start as another customer):

  curl -H "Authorization: Bearer ${keys.MILEPOST_SECRET_KEY}" "${collector.url}/v1/scores?metric=csat"
`);
} catch (error) {
  if (error instanceof SettingError) fail(error.message);
  throw error;
}

function withoutEmpty(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
