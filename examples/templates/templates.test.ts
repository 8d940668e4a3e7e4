import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { milepost } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { checkProgram, type Program, wordingOf } from '../../packages/protocol/src/index.ts';

const folder = import.meta.dirname;
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const targeted = ({ touchpoints }: Program) =>
  Object.keys(touchpoints).filter((name) => touchpoints[name]?.ask.target);

/** What is read here of `milepost program simulate --format json`. */
interface Simulated {
  notices: string[];
  perPerson: { mostInAWeek: number };
  touchpoints: { touchpoint: string; prompts: number; closures: { gate: string }[] }[];
}

describe.each(['b2b-saas', 'helpdesk', 'shop'])('the template %s', (name) => {
  const file = join(name, 'program.json');
  const document = read(file);
  const { program, faults } = checkProgram(document);
  if (!program) throw new Error(JSON.stringify(faults));
  const touchpoints = Object.values(program.touchpoints);
  const stages = program.stages.map(({ id }) => id);

  it('has no text that could be clearer', () => {
    expect(wordingOf(program)).toStrictEqual([]);
  });

  it('has 13 touchpoints in 4 to 6 stages, of each pattern', () => {
    expect(touchpoints).toHaveLength(13);
    expect(stages.length).toBeGreaterThanOrEqual(4);
    expect(stages.length).toBeLessThanOrEqual(6);
    expect(new Set(touchpoints.map(({ stage }) => stage))).toStrictEqual(new Set(stages));
    expect(new Set(touchpoints.map(({ pattern }) => pattern))).toStrictEqual(
      new Set(['past', 'present', 'potential']),
    );
  });

  it('asks each of its surveys', () => {
    const asked = touchpoints.flatMap(({ survey, variants }) => [survey, ...Object.keys(variants ?? {})]);
    expect(new Set(asked)).toStrictEqual(new Set(Object.keys(program.surveys)));
  });

  it('has no date, which would pass', () => {
    expect(touchpoints.filter(({ ask }) => ask.schedule)).toStrictEqual([]);
  });

  it('names its schema, so that an editor completes it', () => {
    expect(existsSync(join(folder, dirname(file), document.$schema))).toBe(true);
  });

  it('asks somebody everywhere, nobody twice a week, and reaches its targets, as its traffic is', async () => {
    const traffic = join(name, 'traffic.json');
    expect(Object.keys(read(traffic).touchpoints)).toStrictEqual(Object.keys(program.touchpoints));
    const { code, stdout, stderr } = await milepost(
      ['program', 'simulate', file, '--traffic', traffic, '--format', 'json'],
      { folder },
    );
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    const simulated = JSON.parse(stdout) as Simulated;
    expect(simulated.notices).toStrictEqual([]);
    expect(simulated.perPerson.mostInAWeek).toBe(1);
    expect(simulated.touchpoints.filter(({ prompts }) => prompts === 0)).toStrictEqual([]);
    const precise = simulated.touchpoints.filter(({ closures }) =>
      closures.some(({ gate }) => gate === 'precision'),
    );
    expect(precise.map(({ touchpoint }) => touchpoint)).toStrictEqual(targeted(program));
  });
});
