import { randomUUID } from 'node:crypto';
import type { ImportLine } from '@milepost/protocol';
import { buildProgram, createRandom, startCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';

const analyst = 'mp_sec_reads-scores-alone-0';
const k = 5;
const plans = ['a', 'b', 'c'];
const queues = ['x', 'y'];

function lineOf(random: ReturnType<typeof createRandom>): ImportLine {
  const at = '2026-10-05T10:00:30.000Z';
  const plan = random.pick(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', undefined]);
  const queue = random.pick(['x', 'x', 'x', 'x', 'y', 'y', undefined]);
  return {
    id: randomUUID(),
    touchpoint: 'pulse',
    survey: 'relationship-nps',
    version: 1,
    shown: '2026-10-05T10:00:00.000Z',
    answers: [{ question: 'recommend', value: random.int(0, 10), at }],
    person: { id: `${plan} ${random.int(1, 14)}`, traits: plan === undefined ? {} : { plan } },
    ...(queue !== undefined && { facts: { queue } }),
  };
}

/** All that can be asked of two segments, by what it is broken down by and filtered to. */
function* queries(): Generator<{ by: string[]; where: string[] }> {
  const filters = (name: string, values: readonly string[]) => [
    [],
    ...values.map((value) => [`${name}:${value}`]),
    ...values.flatMap((one, at) =>
      values.slice(at + 1).map((other) => [`${name}:${one}`, `${name}:${other}`]),
    ),
  ];
  for (const ofPlan of filters('plan', plans))
    for (const ofQueue of filters('fact:queue', queues))
      for (const by of [[], ['plan'], ['fact:queue'], ['plan', 'fact:queue']])
        yield { by, where: [...ofPlan, ...ofQueue] };
}

const heldBy = ({ person, facts }: ImportLine, name: string) =>
  String((name === 'plan' ? person?.traits?.['plan'] : facts?.['queue']) ?? '');

function isWanted(line: ImportLine, where: readonly string[]): boolean {
  const byName = Map.groupBy(where, (text) => text.slice(0, text.lastIndexOf(':')));
  return [...byName].every(([name, texts]) => texts.includes(`${name}:${heldBy(line, name)}`));
}

test.each([1, 2, 3])(
  'a total less rows that are shown leaves nobody, or as many people as a row must have, round %i',
  async (round) => {
    const random = createRandom(round);
    await using collector = await startCollector({
      keys: { [analyst]: ['scores:read'] },
      program: buildProgram({ segments: ['plan', 'fact:queue'], privacy: { k } }),
    });
    const lines = Array.from({ length: random.pick([30, 60, 90]) }, () => lineOf(random));
    expect((await collector.importLines(lines)).body.faults).toEqual([]);
    const tables: { name: string; rows: Set<ImportLine>[] }[] = [];
    let kept = 0;
    for (const { by, where } of queries()) {
      const search = new URLSearchParams({ metric: 'nps' });
      if (by.length > 0) search.set('by', by.join());
      for (const one of where) search.append('where', one);
      const { body } = await collector.request<{
        rows: { group: Record<string, string>; n: number | null }[];
      }>(`/v1/scores?${search}`, { headers: { Authorization: `Bearer ${analyst}` } });
      const rows = body.rows.flatMap(({ group, n }) => {
        if (n === null) {
          kept += 1;
          return [];
        }
        const here = lines.filter(
          (line) =>
            isWanted(line, where) &&
            Object.entries(group).every(([name, value]) => heldBy(line, name) === value),
        );
        expect(here).toHaveLength(n);
        return [new Set(here)];
      });
      tables.push({ name: `${search}`, rows });
    }
    const people = (of: Iterable<ImportLine>) => new Set([...of].map(({ person }) => person?.id)).size;
    const small: string[] = [];
    for (const total of tables)
      for (const sum of total.rows)
        for (const { name, rows } of tables) {
          const parts = rows.filter((row) => [...row].every((line) => sum.has(line)));
          const all = new Set(parts.flatMap((row) => [...row]));
          for (const part of [...parts, all]) {
            const left = people([...sum].filter((line) => !part.has(line)));
            if (left > 0 && left < k) small.push(`${total.name} less ${name} leaves ${left}`);
          }
        }
    expect([...new Set(small)]).toEqual([]);
    expect(kept).toBeGreaterThan(0);
    expect(tables.flatMap(({ rows }) => rows).length).toBeGreaterThan(3);
  },
  60_000,
);
