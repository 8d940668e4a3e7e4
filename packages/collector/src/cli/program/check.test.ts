import { writeFile } from 'node:fs/promises';
import { buildProgram, createTempFolder, milepost, type TempFolder } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function write(name: string, content: object | string): Promise<string> {
  await writeFile(folder.file(name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const check = (...words: string[]) => milepost(['program', 'check', ...words], { folder: folder.path });

const labels = { low: 'Very dissatisfied', high: 'Very satisfied' };
const survey = (text: string) => ({ questions: [{ id: 'satisfaction', type: 'csat', text, labels }] });
const document = (text = 'How satisfied are you with our answer?') => ({
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: { closed: { label: 'Closed', stage: 'support', pattern: 'past', survey: 'csat' } },
  surveys: { csat: survey(text) },
});

describe('milepost program check', () => {
  it('ends with 0 for a program without faults', async () => {
    const file = await write('sound.json', document());
    expect(await check(file)).toEqual({
      code: 0,
      stdout: 'sound.json: 1 touchpoint, 1 survey, no faults, no findings in its words\n',
      stderr: '',
    });
  });

  it('says every fault with its file and its place, and ends with 1', async () => {
    const { touchpoints, ...rest } = buildProgram();
    const file = await write('faulty.json', {
      ...rest,
      segments: ['account'],
      touchpoints: { ...touchpoints, pulse: { ...touchpoints['pulse'], survey: 'relationship-nsp' } },
      'a/b': 1,
    });
    const { code, stdout, stderr } = await check(file);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.split('\n').toSorted()).toEqual([
      '',
      'faulty.json#/a~1b: "a/b" is not known here; remove it or correct its spelling',
      'faulty.json#/segments/0: an account cannot be a segment; it is kept with every person already',
      expect.stringMatching(
        /^faulty\.json#\/touchpoints\/pulse\/survey: there is no survey "relationship-nsp"/,
      ),
    ]);
  });

  it('says which texts could be clearer, which only fails with --strict', async () => {
    const file = await write('wording.json', document('How amazing was our helpful answer?'));
    const lenient = await check(file);
    expect(lenient.stdout).toMatch(/^wording\.json#\/surveys\/csat\/questions\/0\/text: \S.+ \(leading\)\n/);
    expect(lenient.stdout).toMatch(/ no faults, 1 finding in its words\n$/);
    expect(lenient.code).toBe(0);
    expect(await check(file, '--strict')).toEqual({ ...lenient, code: 1 });
  });

  it('checks every file, whatever is wrong with the others', async () => {
    const files = [await write('a.json', {}), 'missing.json', await write('b.json', document())];
    const { code, stdout } = await check(...files);
    expect(code).toBe(1);
    expect(stdout).toContain('a.json#/stages: is required\n');
    expect(stdout).toContain('missing.json: There is no file "missing.json" in');
    expect(stdout).toContain('b.json: 1 touchpoint, 1 survey, no faults');
  });

  it('tells the same to a program with --format json', async () => {
    const files = [await write('c.json', document('How amazing was it?')), await write('d.json', '{')];
    const { code, stdout } = await check(...files, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'c.json',
        faults: [],
        wording: [
          { path: '/surveys/csat/questions/0/text', rule: 'leading', message: expect.stringMatching(/\w/) },
        ],
      },
      {
        file: 'd.json',
        faults: [{ line: 1, column: 2, message: expect.stringMatching(/^a name in double quotes must/) }],
        wording: [],
      },
    ]);
  });

  it.each([
    [['--format', 'xml', 'sound.json'], /argument 'xml' is invalid\. Allowed choices are text, json\./],
    [[], /missing required argument 'files'/],
    [['--stric', 'sound.json'], /unknown option '--stric'/],
  ])('refuses %j in a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await check(...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
