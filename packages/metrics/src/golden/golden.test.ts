import { describe, expect, it } from 'vitest';
import { facts as account } from './account.facts.fixture.ts';
import { facts as compare } from './compare.facts.fixture.ts';
import type { Facts, Input } from './facts.fixture.ts';
import { facts as interval } from './interval.facts.fixture.ts';
import rowsOfFile from './rows.json' with { type: 'json' };
import { facts as sample } from './sample.facts.fixture.ts';
import { facts as score } from './score.facts.fixture.ts';
import { mistakes, skippedNames, skippedRows } from './skipped.fixture.ts';
import { facts as watch } from './watch.facts.fixture.ts';

interface Row {
  id: string;
  metric: string;
  input: Input;
  expected: Record<string, unknown>;
  tolerance: number;
}

const facts: Facts = { ...score, ...interval, ...compare, ...watch, ...sample, ...account };
const rows = rowsOfFile as Row[];
const kept = rows.filter(({ id }) => !(id in skippedRows));
const asserted = new Set<string>();

describe('the worked examples', () => {
  it.each(kept)('$id', ({ id, metric, input, expected, tolerance }) => {
    const stated = facts[metric]?.(input) ?? {};
    let held = 0;
    for (const [name, value] of Object.entries(expected)) {
      const mistake = mistakes[name];
      if (mistake) expectFar(stated[mistake.instead], value, tolerance);
      else if (!(name in skippedNames || `${id}.${name}` in skippedNames)) {
        expectNear(stated[name], value, tolerance);
        held += 1;
      }
    }
    expect(held).toBeGreaterThan(0);
    asserted.add(id);
  });

  it.each(rows.filter(({ id }) => id in skippedRows))('$id is left out, with its reason', ({ id }) => {
    expect(skippedRows[id]).toMatch(/\w+ \w+/);
  });

  it('are 116, and each is asserted or left out by name', () => {
    expect(rows).toHaveLength(116);
    expect([...asserted, ...Object.keys(skippedRows)].sort()).toStrictEqual(rows.map(({ id }) => id).sort());
  });

  it('need every name that is left out or known as a mistake', () => {
    const names = new Set(
      kept.flatMap(({ id, expected }) => Object.keys(expected).flatMap((name) => [name, `${id}.${name}`])),
    );
    const listed = [...Object.keys(skippedNames), ...Object.keys(mistakes)];
    expect(listed.filter((name) => !names.has(name))).toStrictEqual([]);
  });

  it('have facts for no metric that they do not know', () => {
    const metrics = new Set(kept.map(({ metric }) => metric));
    expect(Object.keys(facts).filter((metric) => !metrics.has(metric))).toStrictEqual([]);
  });
});

function expectNear(stated: unknown, expected: unknown, tolerance: number): void {
  if (Array.isArray(expected)) {
    expect(stated).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) expectNear((stated as unknown[])[index], part, tolerance);
  } else if (typeof expected === 'number') {
    expect(stated).toBeTypeOf('number');
    expect(stated).not.toBe(-0);
    expect(Math.abs((stated as number) - expected)).toBeLessThanOrEqual(tolerance);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [name, part] of Object.entries(expected))
      expectNear((stated as Record<string, unknown>)[name], part, tolerance);
  } else expect(stated).toBe(expected);
}

function expectFar(stated: unknown, mistake: unknown, tolerance: number): void {
  expect(stated).toBeTypeOf('number');
  expect(Math.abs((stated as number) - (mistake as number))).toBeGreaterThan(tolerance);
}
