import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProgramInput } from '@milepost/protocol';
import {
  buildProgram,
  createTempFolder,
  milepost,
  startCollector,
  type TempFolder,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function push(
  collector: Pick<TestCollector, 'url' | 'secretKey'>,
  document: object,
  ...words: string[]
) {
  await writeFile(folder.file('program.json'), JSON.stringify(document));
  return milepost(['program', 'push', 'program.json', ...words], {
    folder: folder.path,
    environment: { MILEPOST_URL: collector.url, MILEPOST_SECRET_KEY: collector.secretKey },
  });
}

const revisionOf = async (collector: TestCollector) =>
  (await collector.request<{ revision: number }>(`/v1/program?key=${collector.publicKey}`)).body.revision;

/** The program with another CSAT survey. */
function withCsat(
  questions: ProgramInput['surveys'][string]['questions'],
  overrides: Partial<ProgramInput> = {},
) {
  const { surveys } = buildProgram();
  return buildProgram({ surveys: { ...surveys, 'support-csat': { questions } }, ...overrides });
}

/** A server that is no collector. */
async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretKey: 'mp_sec_0123456789abcdefghij',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('milepost program push', () => {
  it('makes the document live, and says what that changes', async () => {
    await using collector = await startCollector({ program: null });
    expect(await push(collector, buildProgram())).toEqual({
      code: 0,
      stdout: [
        'touchpoint added: ticket_closed',
        'touchpoint added: pulse',
        'survey added: support-csat',
        'survey added: relationship-nps',
        'settings changed: locale, stages, governor, segments, timezone, privacy, precision, cells',
        'Revision 1 is live.',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(await revisionOf(collector)).toBe(1);
  });

  it('says which questions and fields differ', async () => {
    await using collector = await startCollector();
    const { touchpoints } = buildProgram();
    const { pulse, ticket_closed: closed } = touchpoints;
    if (!pulse || !closed) throw new Error('the program lacks what this test is about');
    const changed = withCsat(
      [
        { id: 'satisfaction', type: 'csat', text: 'How was it?' },
        { id: 'thanks', type: 'message', text: 'Thank you!' },
        { id: 'more', type: 'text', text: 'Anything else?' },
      ],
      {
        touchpoints: { ticket_closed: { ...closed, ask: { sample: 0.5 } }, survey_opened: pulse },
        segments: [],
      },
    );
    const { code, stdout } = await push(collector, changed);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'touchpoint added: survey_opened',
      'touchpoint removed: pulse',
      'touchpoint changed: ticket_closed (ask.sample)',
      'survey changed: support-csat, which becomes version 2',
      '  question added: more',
      '  question removed: why; what it was answered stays',
      '  question changed: satisfaction (text)',
      '  words changed: de',
      'settings changed: segments',
      'Revision 2 is live.',
      '',
    ]);
  });

  it('only says so with --dry-run', async () => {
    await using collector = await startCollector();
    const { stdout } = await push(collector, buildProgram({ segments: [] }), '--dry-run');
    expect(stdout).toBe('settings changed: segments\nNothing was pushed.\n');
    expect(await revisionOf(collector)).toBe(1);
  });

  it('makes no revision of what is live already', async () => {
    await using collector = await startCollector();
    expect(await push(collector, buildProgram())).toMatchObject({
      code: 0,
      stdout: 'Nothing to change: revision 1 is the same.\n',
    });
    expect(await revisionOf(collector)).toBe(1);
  });

  it('sends nothing of a document with faults', async () => {
    await using collector = await startCollector();
    const { code, stdout, stderr } = await push(collector, { ...buildProgram(), stages: [] });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^program\.json#\/stages: \S.*\n$/);
    expect(await revisionOf(collector)).toBe(1);
  });

  it.each([
    [[], 1, 2, /^Another program was pushed meanwhile, and nothing of this one was\. .*--force\.\n$/],
    [['--force'], 0, 3, /^$/],
  ])(
    'does not overwrite what was pushed meanwhile, unless it is told to: %j',
    async (words, code, live, stderr) => {
      await using collector = await startCollector();
      let answered = 0;
      // Between the difference and the push itself, somebody else is faster.
      await using between = await serve(async (request, response) => {
        const body: Uint8Array[] = [];
        for await (const part of request) body.push(part as Uint8Array);
        answered += 1;
        if (answered === 3) await collector.putProgram(buildProgram({ timezone: 'Asia/Tokyo' }));
        const answer = await fetch(`${collector.url}${request.url}`, {
          method: request.method ?? '',
          headers: Object.entries(request.headers).filter((header): header is [string, string] =>
            ['authorization', 'content-type', 'if-match'].includes(header[0]),
          ),
          ...(body.length > 0 && { body: Buffer.concat(body) }),
        });
        response
          .writeHead(answer.status, { ETag: answer.headers.get('ETag') ?? '' })
          .end(await answer.text());
      });
      const pushed = await push({ ...collector, url: between.url }, buildProgram({ segments: [] }), ...words);
      expect(pushed).toMatchObject({ code, stderr: expect.stringMatching(stderr) });
      expect(await revisionOf(collector)).toBe(live);
    },
  );
});

describe('a collector that cannot be pushed to is one sentence:', () => {
  const refused = async (collector: Pick<TestCollector, 'url' | 'secretKey'>) => {
    const { code, stdout, stderr } = await push(collector, buildProgram());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };

  it('one that is not there', async () => {
    const gone = await serve(() => undefined);
    await gone[Symbol.asyncDispose]();
    expect(await refused(gone)).toBe(
      `No collector answers at ${gone.url} (ECONNREFUSED). Start one with "npx milepost serve", or set MILEPOST_URL.\n`,
    );
  });

  it('one that does not know the key', async () => {
    await using collector = await startCollector();
    expect(await refused({ ...collector, secretKey: 'mp_sec_0123456789abcdefghij' })).toMatch(
      /^key_unknown: .+\n$/,
    );
  });

  it('one whose key may not write programs', async () => {
    const reader = 'mp_sec_reader-0123456789abcd';
    await using collector = await startCollector({ keys: { [reader]: ['scores:read'] } });
    expect(await refused({ ...collector, secretKey: reader })).toMatch(
      /^scope_missing: .*program:write.*\n$/,
    );
  });

  it('one that breaks off', async () => {
    await using broken = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('{', () => response.destroy());
    });
    expect(await refused(broken)).toMatch(/^No collector answers at .+ \(\w+\)\. Start one with .+\n$/);
  });

  it('something else that answers', async () => {
    await using page = await serve((_request, response) => void response.end('<html>Welcome</html>'));
    expect(await refused(page)).toBe(
      `${page.url} answers 200 and not as a collector does; check MILEPOST_URL.\n`,
    );
    await using future = await serve((_request, response) => void response.end('{"program":3}'));
    expect(await refused(future)).toBe(
      `${future.url} is a collector of another release; update it or milepost.\n`,
    );
    await using moved = await serve((_request, response) => {
      response.writeHead(308, { Location: 'https://cx.example.com/' }).end();
    });
    expect(await refused(moved)).toBe(
      `${moved.url} answers 308 (moved to https://cx.example.com/) and not as a collector does; check MILEPOST_URL.\n`,
    );
  });

  it.each([
    [
      { MILEPOST_URL: 'localhost' },
      'MILEPOST_URL: "localhost" is not an address such as http://127.0.0.1:4600\n',
    ],
    [
      { MILEPOST_URL: 'http://127.0.0.1:1' },
      'MILEPOST_SECRET_KEY: set it to a secret key of the collector; its first start told it, or keeps it in data/keys.env\n',
    ],
  ])('settings %j', async (environment, stderr) => {
    await using own = await createTempFolder();
    // Otherwise the keys of the checkout that this command belongs to would be found.
    await mkdir(own.file('data'));
    await writeFile(own.file('data/keys.env'), '');
    await writeFile(own.file('program.json'), JSON.stringify(buildProgram()));
    expect(await milepost(['program', 'push', 'program.json'], { folder: own.path, environment })).toEqual({
      code: 1,
      stdout: '',
      stderr,
    });
  });
});
