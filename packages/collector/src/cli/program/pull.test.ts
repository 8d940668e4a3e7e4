import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type ClientProgram, checkProgram } from '@milepost/protocol';
import {
  buildProgram,
  createTempFolder,
  milepost,
  startCollector,
  type TempFolder,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let collector: TestCollector;
let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
  collector = await startCollector();
  await collector.putProgram(buildProgram({ timezone: 'Asia/Tokyo', $schema: './program.schema.json' }));
});
afterAll(async () => {
  await collector.stop();
  await folder[Symbol.asyncDispose]();
});

const program = (...words: string[]) =>
  milepost(['program', ...words], {
    folder: folder.path,
    environment: { MILEPOST_URL: collector.url, MILEPOST_SECRET_KEY: collector.secretKey },
  });

describe('milepost program pull', () => {
  it('prints the live document, which can be pushed again and changes nothing', async () => {
    const { code, stdout, stderr } = await program('pull');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const document: unknown = JSON.parse(stdout);
    expect(checkProgram(document).program).toEqual(document);
    expect(document).toMatchObject({ $schema: './program.schema.json', timezone: 'Asia/Tokyo' });
    expect(stdout).toMatch(/^\{\n {2}"\$schema": ".*",\n {2}"locale": "en",\n {2}"stages": \[/);
    await writeFile(folder.file('same.json'), stdout);
    expect((await program('push', 'same.json')).stdout).toBe('Nothing to change: revision 2 is the same.\n');
  });

  it('writes it to a file, whose folder need not be there', async () => {
    expect(await program('pull', 'deep/down/program.json')).toEqual({ code: 0, stdout: '', stderr: '' });
    const written = await readFile(folder.file('deep/down/program.json'), 'utf8');
    expect(written).toBe((await program('pull')).stdout);
  });

  it('fetches an earlier revision', async () => {
    const { stdout } = await program('pull', '--revision', '1');
    expect(JSON.parse(stdout)).toMatchObject({ timezone: 'UTC' });
    expect(JSON.parse(stdout)).not.toHaveProperty('$schema');
  });

  it('fetches what a page gets with --client, by the public key alone', async () => {
    const { code, stdout } = await milepost(['program', 'pull', '--client'], {
      folder: folder.path,
      environment: { MILEPOST_URL: collector.url, MILEPOST_PUBLIC_KEY: collector.publicKey },
    });
    expect(code).toBe(0);
    const { body } = await collector.request<ClientProgram>(`/v1/program?key=${collector.publicKey}`);
    expect(JSON.parse(stdout)).toEqual(body);
  });

  it.each([
    [['--revision', '9'], /^not_found: there is no such revision/],
    [['--revision', '0'], /argument '0' is invalid\. It must be a whole number from 1\./],
    [
      ['--client', '--revision', '1'],
      /^--client and --revision: a page only gets what is live; leave one out$/m,
    ],
    [['/dev/null/program.json'], /^"\/dev\/null\/program\.json" cannot be written \(\w+\)\.$/m],
  ])('refuses %j in a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await program('pull', ...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says which key it lacks', async () => {
    await using own = await createTempFolder();
    // Otherwise the keys of the checkout that this command belongs to would be found.
    await mkdir(own.file('data'));
    await writeFile(own.file('data/keys.env'), '');
    expect(await milepost(['program', 'pull', '--client'], { folder: own.path })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'MILEPOST_PUBLIC_KEY: set it to a public key of the collector; its first start told it, or keeps it in data/keys.env\n',
    });
  });

  it('says that there is none yet', async () => {
    await using empty = await startCollector({ program: null });
    const environment = { MILEPOST_URL: empty.url, MILEPOST_SECRET_KEY: empty.secretKey };
    const { code, stderr } = await milepost(['program', 'pull'], { environment });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^program_missing: the project has no program yet/);
  });
});

describe('milepost program versions', () => {
  it('lists every revision with what it changed, the newest first', async () => {
    const { code, stdout } = await program('versions');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'revision  pushed                          changes',
        '2         2026-11-22T07:00:03.120Z  live  settings changed: $schema, timezone',
        '1         2026-11-22T07:00:03.120Z        touchpoints added: ticket_closed, pulse; surveys added: support-csat, relationship-nps; settings changed: locale, stages, governor and 5 more',
        '',
      ].join('\n'),
    );
  });

  it('goes on with older ones', async () => {
    const { stdout } = await program('versions', '--before', '2');
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['revision', '1', '']);
  });

  it('tells how to go on when there are more than one page', async () => {
    await using busy = await startCollector();
    for (let k = 1; k <= 60; k++) await busy.putProgram(buildProgram({ precision: { lowBelow: 100 + k } }));
    const environment = { MILEPOST_URL: busy.url, MILEPOST_SECRET_KEY: busy.secretKey };
    const { stdout } = await milepost(['program', 'versions'], { environment });
    expect(stdout.trimEnd().split('\n')).toHaveLength(52);
    expect(stdout).toMatch(/\nOlder ones: npx milepost program versions --before 12\n$/);
  });
});
