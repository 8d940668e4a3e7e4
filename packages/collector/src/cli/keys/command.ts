import { Command } from 'commander';
import type { StoreAccess } from '../with-store.ts';
import { createKeyCommand } from './create.ts';
import { listKeysCommand } from './list.ts';
import { revokeKeyCommand } from './revoke.ts';

/** `milepost keys create|list|revoke`. A running collector takes note at once. */
export function keysCommand(access: StoreAccess): Command {
  return new Command('keys')
    .description('create, list and revoke the keys of a project; a running collector takes note at once')
    .addCommand(createKeyCommand(access))
    .addCommand(listKeysCommand(access))
    .addCommand(revokeKeyCommand(access));
}
