import { join } from 'node:path';
import { milepost } from '@milepost/testkit';
import { expect, test } from 'vitest';

test('milepost.gen.ts is what the program says', async () => {
  const words = ['program', 'types', 'program.json', '-o', 'src/milepost.gen.ts', '--check'];
  expect(await milepost(words, { folder: join(import.meta.dirname, '..') })).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});
