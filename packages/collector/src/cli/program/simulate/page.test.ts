import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, milepost } from '@milepost/testkit';
import { expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../../../../../docs/simulation.md'), 'utf8');
/** The code blocks of the page in one language. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');

it('docs/simulation.md shows what its commands print', async () => {
  const [program = '', traffic = ''] = blocks('json');
  const [line = ''] = blocks('ndjson');
  const [command = ''] = blocks('sh');
  const [output] = blocks('text');
  await using folder = await createTempFolder();
  await writeFile(folder.file('program.json'), program);
  await writeFile(folder.file('traffic.json'), traffic);
  await writeFile(folder.file('log.ndjson'), line);
  const words = command.trim().split(' ').slice(1);
  expect(await milepost(words, { folder: folder.path })).toEqual({ code: 0, stdout: output, stderr: '' });
  const replayed = await milepost([...words.slice(0, -1), 'log.ndjson'], { folder: folder.path });
  expect(replayed).toMatchObject({ code: 0, stderr: '' });
  expect(replayed.stdout).toMatch(/^pulse +1 +1 +1 +100\.0% /m);
});
