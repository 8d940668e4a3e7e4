import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { limits } from '@milepost/protocol';
import { buildCsat, buildEnvelope, createTempFolder, startCollector } from '@milepost/testkit';
import { describe, expect, it, vi } from 'vitest';
import { readPerson } from './people.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = join(import.meta.dirname, '../../../..');
const page = readFileSync(join(root, 'docs/privacy.md'), 'utf8');
const run = promisify(execFile);

/** The code blocks of the page in one language. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');

const secret = 'a secret of the host, 32 letters';

describe('docs/privacy.md', () => {
  it("has a host's server sign a proof that the collector takes", async () => {
    await using collector = await startCollector({ environment: { MILEPOST_IDENTITY_SECRET: secret } });
    collector.clock.set(new Date().toISOString());
    // Inside the package, so that jose is found by its name.
    await mkdir(join(root, 'packages/collector/dist'), { recursive: true });
    const folder = await mkdtemp(join(root, 'packages/collector/dist/page-'));
    try {
      const file = join(folder, 'proof.mjs');
      await writeFile(file, blocks('js').join(''));
      const user = { id: 'u-17', account: 'acme', plan: 'pro' };
      const { stdout: proof } = await run(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `const { proofFor } = await import(${JSON.stringify(pathToFileURL(file).href)});
           process.stdout.write(await proofFor(${JSON.stringify(user)}));`,
        ],
        { env: { ...process.env, MILEPOST_IDENTITY_SECRET: secret } },
      );
      const now = new Date(collector.clock()).toISOString();
      const person = { id: user.id, account: 'evil', proof };
      await collector.post(buildEnvelope({ sent: now, person, responses: [buildCsat(4, { shown: now })] }));
      expect((await readPerson(collector, user.id)).body.responses).toMatchObject([
        { verified: true, person: { id: 'u-17', account: 'acme', traits: { plan: 'pro' } } },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('has commands that do what they say, one after the other', async () => {
    await using folder = await createTempFolder();
    const store = { MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}` };
    await using collector = await startCollector({ environment: store });
    const answers = [buildCsat(4), buildCsat(5)];
    await collector.post(buildEnvelope({ person: { id: 'u-17' }, responses: answers }));
    await mkdir(folder.file('bin'));
    await writeFile(
      folder.file('bin/npx'),
      `#!/bin/sh\nshift\nexec "${process.execPath}" "${root}/packages/collector/bin/milepost.js" "$@"\n`,
    );
    await chmod(folder.file('bin/npx'), 0o755);
    const env = {
      ...store,
      PATH: `${folder.file('bin')}:${process.env['PATH']}`,
      MILEPOST_URL: collector.url,
      MILEPOST_SECRET_KEY: collector.secretKey,
    };
    const printed: string[] = [];
    for (const block of blocks('sh')) {
      const script = block.replaceAll(/^curl /gm, 'curl --silent --fail-with-body ');
      printed.push((await run('sh', ['-e', '-c', script], { cwd: folder.path, env })).stdout);
    }
    const [keys, known, erased, excluded] = printed;
    expect(keys).toMatch(/^mp_sec_[\w-]+$/m);
    expect(known).toContain('"responses":[{');
    expect(JSON.parse(erased ?? '')).toEqual({ responses: 2, moments: 0, rejected: 0 });
    expect(excluded).toContain('"account":"our-own-company"');
  });

  it('tells the limits as they are', () => {
    expect(page).toContain(`kept for ${limits.maxAgeDays + 1} days`);
    expect([limits.rejectedDays, limits.rejectedPerProject, limits.rejectedLength]).toEqual([
      7, 10_000, 16_000,
    ]);
    expect(page).toContain('seven days, at most 10,000 of a project and 16,000 characters');
    expect(limits.skewToleranceMs).toBe(5 * 60_000);
  });
});
