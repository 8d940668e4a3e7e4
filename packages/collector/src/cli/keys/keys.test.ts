import { createCollectorClient, createTempFolder, milepost, startCollector } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';

/** A collector on a file, and commands on the same file. */
async function start() {
  const folder = await createTempFolder();
  const environment = { MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}` };
  const collector = await startCollector({ environment });
  const run = (...words: string[]) => milepost(words, { environment, folder: folder.path });
  return {
    collector,
    run,
    [Symbol.asyncDispose]: async () => {
      await collector.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe('milepost projects, keys and audit', () => {
  it('make a project, give it keys that a running collector takes, and take one away again', async () => {
    await using started = await start();
    const { collector, run } = started;
    expect(await run('projects', 'create', 'acme-staging')).toMatchObject({ code: 0, stderr: '' });
    expect((await run('projects', 'list')).stdout).toMatch(
      /^project +created +revision +keys\ndefault +\S+ +1 +2\nacme-staging +\S+ +- +0\n$/,
    );

    const create = ['keys', 'create', '--project', 'acme-staging'];
    const secret = await run(...create, '--kind', 'secret', '--scopes', 'program:write, scores:read');
    expect(secret).toMatchObject({ code: 0, stderr: expect.stringContaining('shown once') });
    expect(secret.stdout).toMatch(/^mp_sec_[\w-]{32}\n$/);
    const open = await run(...create, '--kind', 'public', '--origins', 'https://a.example,https://b.example');
    expect(open.stdout).toMatch(/^mp_pub_[\w-]{32}\n$/);

    const client = createCollectorClient({
      url: collector.url,
      publicKey: open.stdout.trim(),
      secretKey: secret.stdout.trim(),
    });
    expect((await client.putProgram(await programOf(collector))).status).toBe(200);
    expect((await client.importLines('')).status).toBe(403);
    const view = (origin: string) =>
      client.request(`/v1/program?key=${client.publicKey}`, { headers: { Origin: origin } });
    expect((await view('https://b.example')).status).toBe(200);
    expect((await view('https://app.example.com')).status).toBe(403);

    const { stdout: listed } = await run('keys', 'list', '--project', 'acme-staging');
    expect(listed).toMatch(/^key +kind +source +scopes or origins\n/);
    expect(listed).toMatch(/^[0-9a-f]{12} +public +created +https:\/\/a\.example https:\/\/b\.example$/m);
    const [, digits = ''] =
      /^([0-9a-f]{12}) +secret +created +program:write scores:read$/m.exec(listed) ?? [];
    expect(listed).not.toContain(client.secretKey.slice(0, 12));

    const { stdout: audit } = await run('audit', '--project', 'acme-staging');
    expect(audit).toMatch(new RegExp(`^\\S+ +${digits} +POST /v1/import +403$`, 'm'));
    expect(audit).toMatch(new RegExp(`^\\S+ +${digits} +PUT /v1/program +200 +revision 1$`, 'm'));

    expect(await run('keys', 'revoke', digits, '--project', 'acme-staging')).toMatchObject({ code: 0 });
    expect((await client.scores({ metric: 'csat' })).status).toBe(401);
  });

  it('refuse what cannot be, and say what may have been meant', async () => {
    await using started = await start();
    const { run } = started;
    await run('projects', 'create', 'acme');
    const refusals: [string[], string][] = [
      [['projects', 'create', 'Acme Corp'], '"Acme Corp" cannot name a project; give up to 64 small letters'],
      [['projects', 'create', 'acme'], 'There is a project "acme" already.'],
      [
        ['keys', 'create', '--kind', 'secret', '--project', 'acm'],
        'There is no project "acm". Did you mean acme?',
      ],
      [
        ['keys', 'create', '--kind', 'secret', '--scopes', 'score:read'],
        'There is no scope "score:read". Did you mean scores:read?',
      ],
      [
        ['keys', 'create', '--kind', 'secret', '--scopes', ''],
        'There is no scope "". There are program:write,',
      ],
      [['keys', 'create', '--kind', 'public', '--scopes', '*'], '--scopes: a public key has none'],
      [
        ['keys', 'create', '--kind', 'secret', '--origins', 'https://a.example'],
        '--origins: a secret key is bound',
      ],
      [['keys', 'create', '--kind', 'public', '--origins', 'a.example'], '"a.example" is no origin such as'],
      [['keys', 'create', '--kind', 'open'], 'Allowed choices are public, secret'],
      [['keys', 'create'], "required option '--kind <kind>' not specified"],
      [['keys', 'list', '--project', 'x'], 'There is no project "x". "milepost projects list" shows'],
      [['keys', 'revoke', 'abc'], '"abc" begins no key; give at least 6 digits'],
      [['keys', 'revoke', '000000000000'], 'No key of default begins with 000000000000'],
      [['audit', '--limit', '0'], 'It must be a whole number from 1.'],
    ];
    for (const [words, told] of refusals) {
      const { code, stderr } = await run(...words);
      expect([words, code, stderr]).toEqual([words, 1, expect.stringContaining(told)]);
    }
  });

  it('says that a key of the settings comes back with them', async () => {
    await using started = await start();
    const { stdout } = await started.run('keys', 'list');
    const [, digits = ''] = /^([0-9a-f]{12}) +public +settings/m.exec(stdout) ?? [];
    const revoked = await started.run('keys', 'revoke', digits);
    expect(revoked.stdout).toContain('It came with the settings');
    expect((await started.collector.post({ sent: '2026-11-22T07:00:00Z', responses: [] })).status).toBe(401);
  });
});

async function programOf({
  request,
  secretKey,
}: Awaited<ReturnType<typeof startCollector>>): Promise<object> {
  return (await request('/v1/program', { headers: { Authorization: `Bearer ${secretKey}` } })).body;
}
