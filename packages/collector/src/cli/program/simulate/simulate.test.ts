import { mkdir, writeFile } from 'node:fs/promises';
import { limits } from '@milepost/protocol';
import { buildProgram, createTempFolder, milepost, type TempFolder } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
  const { touchpoints, ...document } = buildProgram();
  await write('program.json', {
    ...document,
    timezone: 'Europe/London',
    touchpoints: {
      ticket_closed: {
        ...touchpoints['ticket_closed'],
        ask: { sample: 0.5, quota: { per: 'month', answers: 40 } },
      },
      pulse: { ...touchpoints['pulse'], ask: { target: { per: 'month', margin: 10 } } },
    },
  });
});
afterAll(() => folder[Symbol.asyncDispose]());

async function write(name: string, content: object | string | Uint8Array): Promise<string> {
  const isFinished = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(folder.file(name), isFinished ? content : JSON.stringify(content));
  return name;
}

const simulate = (...words: string[]) =>
  milepost(['program', 'simulate', 'program.json', ...words], { folder: folder.path });

/** Runs it on a traffic file of this name and content. */
async function simulateWith(name: string, content: object | string | Uint8Array, ...words: string[]) {
  return simulate('--traffic', await write(name, content), ...words);
}

const visit = (day: string, person: string, touchpoint: string) =>
  JSON.stringify({ at: `2026-01-${day}T12:00:00Z`, person, touchpoint });

describe('milepost program simulate', () => {
  it('says what it assumes, who is asked, what stops the others, and what to notice', async () => {
    const { code, stdout, stderr } = await simulate('--people', '1000', '--days', '60');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'program.json: 1 January 2026 to 1 March 2026 (Europe/London)',
      'No --traffic was given, so it was made up: 1,000 people in 60 days from 2026-01-01, at every ' +
        'touchpoint once a month on average.',
      'Assumed: 30% of the prompts are answered and 30% dismissed; margins (95%) are the widest that so many ' +
        'answers can leave.',
      '',
      '805 people come 3,942 times; 717 people are asked, 1,017 times.',
      'A person is asked 1.3 times on average, 19 in 20 at most 3 times, and the busiest, "person-87", 3 times.',
      'Within seven days nobody is asked more than once, and two questions to one person are 7 days apart or more.',
      '',
      '               triggers  people  asked  share  prompts  answers         margin  in all',
      'ticket_closed     1,971     676    273  40.4%      292       82  ±14.8 a month   ±10.6',
      'pulse             1,971     660    651  98.6%      725      191  ±23.8 a month   ±14.0',
      'A margin is half the width of the score’s interval, in points.',
      '',
      'What stops the other triggers, as the first closed gate:',
      '               sample  repeat  quiet_period  quota',
      'ticket_closed   50.0%   24.5%          2.9%   7.8%',
      'pulse                   60.0%          3.2%',
      '',
      '"pulse" comes down to ±10 in no month: 63 answers give ±23.8, and it takes 380.',
      '',
    ]);
  });

  it('gives the same again, and other numbers for another seed', async () => {
    const traffic = { people: 300, touchpoints: { pulse: { perPersonPerMonth: 1 } } };
    const { stdout } = await simulateWith('one.json', traffic);
    expect((await simulateWith('one.json', traffic)).stdout).toBe(stdout);
    expect((await simulateWith('one.json', { ...traffic, seed: 2 })).stdout).not.toBe(stdout);
  });

  it('replays triggers from a file, and says the same as JSON', async () => {
    const lines = [
      visit('05', 'ann', 'pulse'),
      '',
      `${visit('06', 'ann', 'pulse')}\r`,
      visit('07', 'bob', 'pulse'),
      visit('08', 'bob', 'pulsee'),
    ].join('\n');
    const { code, stdout } = await simulateWith(
      'log.ndjson',
      `\ufeff${lines}`,
      '--format',
      'json',
      '--answer-rate',
      '1',
      '--dismiss-rate',
      '0',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      program: 'program.json',
      assumed: [
        'Replayed from log.ndjson.',
        'Assumed: 100% of the prompts are answered and 0% dismissed; margins (95%) are the widest that so many answers can leave.',
      ],
      span: { from: '2026-01-05T12:00:00.000Z', to: '2026-01-08T12:00:00.000Z' },
      triggers: 3,
      people: 2,
      prompts: 2,
      unknown: { pulsee: 1 },
      touchpoints: [
        { touchpoint: 'ticket_closed' },
        { touchpoint: 'pulse', answers: 2, gates: { repeat: 1 } },
      ],
      notices: [
        '"pulsee" is triggered once, and the program does not have it; "pulse" may be meant.',
        'Nobody is asked at "ticket_closed": nobody comes there.',
        '"pulse" comes down to ±10 in no month: 2 answers are too few for a score, and it takes 380.',
      ],
    });
  });

  it('tells the margin of a mean in values of its scale, and the others in points', async () => {
    const { surveys, ...document } = buildProgram();
    const rating = { id: 'stars', type: 'rating', text: 'How good was it?' };
    const file = await write('mean.json', {
      ...document,
      surveys: { ...surveys, 'support-csat': { questions: [rating] } },
    });
    const { stdout } = await milepost(['program', 'simulate', file, '--people', '500'], {
      folder: folder.path,
    });
    expect(stdout).toMatch(/^ticket_closed .* {2}±0\.\d\d of 1-5 a month {2}±0\.\d\d of 1-5$/m);
    expect(stdout).toMatch(/^pulse .* {2}±\d\d\.\d a month +±\d\d\.\d$/m);
    expect(stdout).toContain(
      '\nA margin is half the width of the score’s interval, in points; of a mean, in values of the scale that is named.\n',
    );
  });

  it('says that made-up people lack the traits of an audience, and does not blame the program', async () => {
    const { touchpoints, ...document } = buildProgram();
    const file = await write('audience.json', {
      ...document,
      touchpoints: {
        ...touchpoints,
        ticket_closed: { ...touchpoints['ticket_closed'], ask: { audience: { plan: 'pro' } } },
      },
    });
    const run = (...words: string[]) =>
      milepost(['program', 'simulate', file, ...words], { folder: folder.path });
    const { stdout } = await run('--people', '500');
    expect(stdout).toContain(
      '\nThe made-up people have no "plan", so nobody is asked at "ticket_closed"; say who has what in the "traits" of a ' +
        '--traffic file.\n',
    );
    expect(stdout).toMatch(
      /\n\nEvery other touchpoint asks somebody, and nobody is asked more than once a week\.\n$/,
    );
    // Replayed people have the traits that they have.
    const log = await write('free.ndjson', visit('05', 'ann', 'ticket_closed'));
    const replayed = (await run('--traffic', log)).stdout;
    expect(replayed).toContain('\n1 person comes once; nobody is asked.\n');
    expect(replayed).toContain(
      'Nobody is asked at "ticket_closed": audience (plan) stops 100% of its 1 trigger.\n',
    );
  });

  it('says it well of one person, of nobody, and of many who are not asked', async () => {
    const one = await simulateWith('one.ndjson', visit('05', 'ann', 'pulse'));
    expect(one.stdout).toContain(
      '\n1 person comes once; 1 person is asked, once.\nA person is asked 1.0 times on average, 19 in 20 at most once, ' +
        'and the busiest, "ann", once.\n',
    );
    expect((await simulateWith('nobody.ndjson', '')).stdout).toContain('\nNobody comes.\n');
    const { touchpoints, ...document } = buildProgram();
    const file = await write('one.json', {
      ...document,
      touchpoints: { pulse: { ...touchpoints['pulse'], ask: { quota: { per: 'month', answers: 1 } } } },
    });
    const many = Array.from({ length: 40 }, (_, index) => visit('05', `p${index}`, 'pulse'));
    const log = await write('many.ndjson', many.join('\n'));
    const { stdout } = await milepost(
      ['program', 'simulate', file, '--traffic', log, '--answer-rate', '1', '--dismiss-rate', '0'],
      { folder: folder.path },
    );
    expect(stdout).toContain(
      '\n40 people come 40 times; 1 person is asked, once.\nA person is asked 0.03 times on average, 19 in 20 never, ' +
        'and the busiest, "p0", once.\n',
    );
  });

  it('keeps its tables within 100 columns', async () => {
    const { touchpoints, ...document } = buildProgram();
    const long = `a${'_long'.repeat(11)}_name`;
    const file = await write('long.json', {
      ...document,
      touchpoints: { ...touchpoints, [long]: touchpoints['pulse'] },
    });
    const { stdout } = await milepost(['program', 'simulate', file, '--people', '500'], {
      folder: folder.path,
    });
    const rows = stdout.split('\n').filter((line) => /^(ticket_closed|pulse|a_long)/.test(line));
    expect(rows).toHaveLength(6);
    expect(Math.max(...rows.map(({ length }) => length))).toBe(100);
    expect(stdout).toMatch(/\na_long\S*… {2}/);
  });

  it.each<[file: string, content: string | object, stderr: string]>([
    ['x.json', '{"touchpoints":', 'x.json:1:16: a value must stand here, and the file ends here'],
    ['x.json', '[]', 'x.json#: must be an object'],
    [
      'x.json',
      { days: 0, touchpoints: { pulze: { perPersonPerMonth: 1 } } },
      'x.json#/days: must be at least 1\n' +
        'x.json#/touchpoints/pulze: there is no touchpoint "pulze" in the program; did you mean "pulse"?',
    ],
    ['x.csv', 'at,person', '--traffic: "x.csv" must be a .json or an .ndjson file'],
    [
      'x.ndjson',
      `${visit('05', 'ann', 'pulse')}\nnope`,
      `x.ndjson:2: is not JSON: Unexpected token 'o', "nope" is not valid JSON`,
    ],
    [
      'x.ndjson',
      '{"at":"2026-01-05","person":"","touchpoint":7,"acount":"acme"}',
      'x.ndjson:1#/at: must be an RFC 3339 date and time with its zone\n' +
        'x.ndjson:1#/person: must not be empty\n' +
        'x.ndjson:1#/touchpoint: must be a text\n' +
        'x.ndjson:1#/acount: "acount" is not known here; did you mean "account"?',
    ],
    [
      'x.ndjson',
      [visit('05', 'ann', 'pulse'), visit('04', 'bob', 'pulse')].join('\n'),
      'x.ndjson:2#/at: is earlier than the line before; sort the file by time',
    ],
    ['x.ndjson', new Uint8Array([0xff, 0xfe, 0x41]), 'x.ndjson: is not UTF-8; save it as UTF-8'],
  ])('refuses the traffic of %s that is %j', async (file, content, stderr) => {
    expect(await simulateWith(file, content)).toEqual({ code: 1, stdout: '', stderr: `${stderr}\n` });
  });

  it('refuses a file that has no lines', async () => {
    expect(await simulateWith('x.ndjson', ' '.repeat(limits.importLineBytes + 1))).toEqual({
      code: 1,
      stdout: '',
      stderr: 'x.ndjson: has a line of more than 2097152 characters\n',
    });
  });

  it.each<[words: string[], stderr: string]>([
    [['--days', 'many'], '--days: must be a whole number'],
    [
      ['--people', '0', '--from', '2026-13-01'],
      '--from: must be a date such as 2026-01-01\n--people: must be at least 1',
    ],
    [
      ['--answer-rate', '0.8'],
      '--dismiss-rate: is 0.3, and answerRate is 0.8; together they must be at most 1',
    ],
    [
      ['--traffic', 'log.ndjson', '--people', '5'],
      '--from, --days and --people: "log.ndjson" is replayed as it is; leave them out',
    ],
  ])('refuses %j', async (words, stderr) => {
    await write('log.ndjson', '');
    expect(await simulate(...words)).toEqual({ code: 1, stdout: '', stderr: `${stderr}\n` });
  });

  it.each(['json', 'ndjson'])('says that a .%s file is not there, or is a folder', async (ending) => {
    const [gone, nested] = [`gone.${ending}`, `nested.${ending}`];
    await mkdir(folder.file(nested));
    for (const [name, stderr] of [
      [gone, `There is no file "${gone}" in ${folder.path}.\n`],
      [nested, `"${nested}" is a folder, not a file.\n`],
    ] as const)
      expect(await simulate('--traffic', name)).toEqual({ code: 1, stdout: '', stderr });
  });

  it('refuses a program with faults as check does', async () => {
    await write('bad.json', { ...buildProgram(), stages: [] });
    const { code, stderr } = await milepost(['program', 'simulate', 'bad.json'], { folder: folder.path });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bad\.json#\/stages: /);
  });
});
