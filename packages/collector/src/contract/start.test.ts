import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { readSettings, SettingError } from '@milepost/collector';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  createCollectorClient,
  createTempFolder,
  type Ended,
  runCollector,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
};
const inFolder = (name: string) => ({ MILEPOST_STORE: `sqlite:${folder.file(name)}`, MILEPOST_PORT: '0' });

/** The one line that a start ended with, which names the setting; nothing else was printed. */
function lineOf({ code, stdout, stderr }: Ended, name: string): string {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(name);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|Error:/);
  return stderr;
}

const cases: [name: string, value: string, ...more: string[]][] = [
  ['MILEPOST_PORT', 'http', '70000', '-1', '46.5', '0x1f'],
  ['MILEPOST_STORE', 'data/milepost.db', 'sqlite:', 'mysql://localhost/milepost'],
  ['MILEPOST_PUBLIC_KEY', 'mp_pub_short', 'mp_sec_0123456789abcdefghij', `mp_pub_${'x'.repeat(65)}`],
  ['MILEPOST_SECRET_KEY', 'mp_sec_0123456789 abcdefghij', 'mp_pub_0123456789abcdefghij', 'sesame'],
  ['MILEPOST_ORIGINS', 'app.example.com', 'https://app.example.com/', 'https://a.example.com,*', ','],
  ['MILEPOST_RATE', 'fast', '0/min', '600', '600/fortnight', '-1/min'],
  ['MILEPOST_TRUSTED_PROXIES', 'proxy.example.com', '127.0.0.1,localhost', '10.0.0.0/33'],
  ['MILEPOST_LOG', 'loud', 'INFO'],
];

describe('a bad setting is one line that names it:', () => {
  test.each(cases)('%s', (name, ...values) => {
    for (const value of values) {
      const read = () => readSettings({ [name]: value }, { here: folder.path, home: folder.path });
      expect(read, value).toThrow(SettingError);
      expect(read, value).toThrow(new RegExp(`^${name}: [^\\n]+$`));
      // A key with a typing error is a key all the same.
      if (name === 'MILEPOST_SECRET_KEY') expect(read).not.toThrow(new RegExp(value));
    }
  });

  test('a variable that is empty counts as absent', () => {
    const folders = { here: folder.path, home: folder.path };
    const empty = Object.fromEntries(cases.map(([name]) => [name, '']));
    expect(readSettings(empty, folders)).toEqual(readSettings({}, folders));
    expect(readSettings({}, folders)).toMatchObject({ port: 4600, host: '127.0.0.1', log: 'info' });
  });
});

describe('a bad setting stops the start:', () => {
  test.each([...cases, ['MILEPOST_HOST', '203.0.113.1'] as const])('%s', async (name, value) => {
    lineOf(await runCollector({ ...inFolder('settings.db'), [name]: value }), name);
  });

  test('MILEPOST_ORIGINS=* beyond this machine', async () => {
    const open = { ...inFolder('settings.db'), MILEPOST_HOST: '0.0.0.0', MILEPOST_ORIGINS: '*' };
    lineOf(await runCollector(open), 'MILEPOST_ORIGINS');
  });

  test('MILEPOST_PORT when it is taken', async () => {
    await using first = await spawnCollector(inFolder('first.db'));
    const { port } = new URL(first.url);
    const second = await runCollector({ ...inFolder('second.db'), MILEPOST_PORT: port });
    expect(lineOf(second, 'MILEPOST_PORT')).toContain(port);
    expect((await first.request('/healthz')).status).toBe(200);
  });

  test('MILEPOST_STORE that is a folder, lies in a file or is something else', async () => {
    await mkdir(folder.file('a-folder'));
    await writeFile(
      folder.file('a-text'),
      'This is not a database, but it is longer than its header is.\n'.repeat(99),
    );
    for (const name of ['a-folder', 'a-text/milepost.db', 'a-text'])
      lineOf(await runCollector(inFolder(name)), 'MILEPOST_STORE');
  });
});

describe('MILEPOST_PROGRAM', () => {
  const write = async (name: string, content: string) => {
    await writeFile(folder.file(name), content);
    return folder.file(name);
  };
  const { stages, ...rest } = buildProgram();

  test.each([
    ['is not there', null, 'no-program.json'],
    ['is no JSON', '{\n  "stages": x\n}\n', 'MILEPOST_PROGRAM'],
    ['is empty', '', 'MILEPOST_PROGRAM'],
    ['has faults', JSON.stringify({ ...rest, segments: ['account'] }, null, 2), '/stages'],
  ])('that %s stops the start with one line', async (_what, content, named) => {
    const file = content === null ? folder.file('no-program.json') : await write('faulty.json', content);
    const ended = await runCollector({ ...inFolder('program.db'), MILEPOST_PROGRAM: file });
    expect(lineOf(ended, 'MILEPOST_PROGRAM')).toContain(named);
  });

  test('is applied at the start, once', async () => {
    const environment = {
      ...inFolder('applied.db'),
      ...keys,
      MILEPOST_PROGRAM: await write('program.json', JSON.stringify({ stages, ...rest }, null, 2)),
    };
    for (let start = 0; start < 2; start++) {
      await using collector = await spawnCollector(environment);
      const { status, body } = await collector.request(`/v1/program?key=${keys.MILEPOST_PUBLIC_KEY}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ revision: 1, surveys: { 'support-csat': { version: 1 } } });
    }
  });
});

describe('keys', () => {
  test('are made at the first start, printed once, and stay', async () => {
    const environment = inFolder('keys.db');
    await using first = await spawnCollector(environment);
    const printed = (name: string) =>
      vi.waitFor(() => {
        const key = new RegExp(`^${name}=(\\S+)`, 'm').exec(first.printed().stdout)?.[1];
        return key ?? expect.fail(`${name} is not printed`);
      });
    const made = {
      publicKey: await printed('MILEPOST_PUBLIC_KEY'),
      secretKey: await printed('MILEPOST_SECRET_KEY'),
    };
    expect(made.publicKey).toMatch(/^mp_pub_[A-Za-z0-9_-]{16,64}$/);
    expect(made.secretKey).toMatch(/^mp_sec_[A-Za-z0-9_-]{16,64}$/);
    const before = createCollectorClient({ ...made, url: first.url });
    expect((await before.putProgram(buildProgram())).status).toBe(200);
    expect((await first.end('SIGTERM')).stderr).not.toContain(made.secretKey);

    await using second = await spawnCollector(environment);
    const after = createCollectorClient({ ...made, url: second.url });
    const sent = new Date().toISOString();
    const { body } = await after.post(buildEnvelope({ sent, responses: [buildCsat(4, { shown: sent })] }));
    expect(body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
    expect((await second.counts({ metric: 'csat' })).body.rows).toMatchObject([{ n: 1 }]);
    const { stdout, stderr } = await second.end('SIGTERM');
    expect(stdout + stderr).not.toMatch(/mp_(pub|sec)_/);
  });

  test('that are given are not printed, and replace those that were given before', async () => {
    const environment = { ...inFolder('given.db'), ...keys };
    await using first = await spawnCollector(environment);
    expect((await first.putProgram(buildProgram())).status).toBe(200);
    const { stdout, stderr } = await first.end('SIGTERM');
    expect(stdout + stderr).not.toMatch(/mp_(pub|sec)_/);

    const renewed = { ...environment, MILEPOST_SECRET_KEY: 'mp_sec_another-0123456789' };
    await using second = await spawnCollector(renewed);
    expect((await second.scores({ metric: 'csat' })).status).toBe(200);
    const headers = { Authorization: `Bearer ${first.secretKey}` };
    expect((await second.request('/v1/scores?metric=csat', { headers })).status).toBe(401);
  });
});

test.skipIf(process.platform === 'win32')(
  'what a collector makes can be read by nobody else of the machine',
  async () => {
    await using collector = await spawnCollector(inFolder('private/milepost.db'));
    await collector.request('/healthz');
    const made = await readdir(folder.file('private'));
    expect(made).toContain('milepost.db');
    for (const name of ['.', ...made])
      expect((await stat(folder.file(`private/${name}`))).mode & 0o077, name).toBe(0);
  },
);

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops an idle collector at once, with 0', async (signal) => {
  await using collector = await spawnCollector(inFolder(`${signal}.db`));
  await collector.request('/healthz');
  const asked = performance.now();
  const { code, stderr } = await collector.end(signal);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(performance.now() - asked).toBeLessThan(4_000);
});
