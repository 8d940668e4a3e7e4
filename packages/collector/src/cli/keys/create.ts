import { nearest } from '@milepost/protocol';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createKey, hashKey, scopes } from '../../keys.ts';
import type { KeyKind } from '../../store/store.ts';
import { CommandFailed } from '../failure.ts';
import { findProject } from '../find-project.ts';
import { type StoreAccess, withStore } from '../with-store.ts';
import { projectOption } from './project-option.ts';

interface Options {
  project: string;
  kind: KeyKind;
  scopes?: string[];
  origins?: string[];
}

/** `milepost keys create`: prints the key and nothing else on stdout, this once. */
export function createKeyCommand(access: StoreAccess): Command {
  return new Command('create')
    .description('create a key; it is printed this once, since only its digest is kept')
    .addOption(projectOption())
    .addOption(
      new Option('--kind <kind>', 'public for pages, secret for servers and people')
        .choices(['public', 'secret'])
        .makeOptionMandatory(),
    )
    .option(
      '--scopes <scopes>',
      `what a secret key may do: ${scopes.join(',')}; all of it by default`,
      scopeList,
    )
    .option(
      '--origins <origins>',
      'pages that may use a public key; those of MILEPOST_ORIGINS by default',
      originList,
    )
    .action(({ project, kind, scopes: allowed, origins }: Options) =>
      withStore(access, async (store) => {
        if (kind === 'public' && allowed)
          throw new CommandFailed('--scopes: a public key has none; leave it out, or give --kind secret.');
        if (kind === 'secret' && origins)
          throw new CommandFailed(
            '--origins: a secret key is bound to none; leave it out, or give --kind public.',
          );
        await findProject(store, project);
        const key = createKey(kind);
        await store.addKey({
          hash: hashKey(key),
          project,
          kind,
          scopes: kind === 'secret' ? (allowed ?? ['*']) : [],
          source: 'created',
          origins: origins ?? null,
        });
        console.log(key);
        console.error('This is shown once; keep it where nobody else can read it.');
      }),
    );
}

const words = (text: string) => [...new Set(text.split(',').map((word) => word.trim()))];

function scopeList(text: string): string[] {
  const given = words(text);
  for (const scope of given) {
    if (scope === '*' || (scopes as readonly string[]).includes(scope)) continue;
    const near = nearest(scope, scopes);
    const remedy =
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${scopes.join(', ')}, and *.`;
    throw new InvalidArgumentError(`There is no scope "${scope}". ${remedy}`);
  }
  return given;
}

function originList(text: string): string[] {
  const given = words(text);
  for (const origin of given)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new InvalidArgumentError(`"${origin}" is no origin such as https://app.example.com.`);
  return given;
}
