import { Option } from 'commander';

/** Whose keys; those of the settings' project by default. */
export function projectOption(): Option {
  return new Option('--project <project>', 'whose it is').default('default');
}
