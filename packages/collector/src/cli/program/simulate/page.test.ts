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
  const { touchpoints, ...document } = JSON.parse(program);
  for (const [ask, answers] of [
    [{ sample: 0.2, redrawAfter: '7d' }, 575],
    [{ sample: 0.045 }, 98],
  ] as const) {
    const changed = { ...touchpoints.ticket_closed, ask: { ...touchpoints.ticket_closed.ask, ...ask } };
    const spread = { ...document, touchpoints: { ...touchpoints, ticket_closed: changed } };
    await writeFile(folder.file('program.json'), JSON.stringify(spread));
    const { stdout } = await milepost([...words, '--format', 'json'], { folder: folder.path });
    expect(JSON.parse(stdout).touchpoints[0]).toMatchObject({ touchpoint: 'ticket_closed', answers });
    expect(page).toContain(JSON.stringify(ask).slice(1, -1).replaceAll(':', ': ').replaceAll(',', ', '));
  }
  const replayed = await milepost([...words.slice(0, -1), 'log.ndjson'], { folder: folder.path });
  expect(replayed).toMatchObject({ code: 0, stderr: '' });
  expect(replayed.stdout).toMatch(/^pulse +1 +1 +1 +100\.0% /m);
});
