import type { ImportLine, ScoreQuery } from '@milepost/protocol';
import { type Cell, cellsOf, isDimension, type Ranged } from './slow-cells.fixture.ts';

/** Somebody behind a row, and what of theirs counts in it. */
interface Told {
  what: string;
  person: string;
}

/** A row of the full breakdown. */
interface FullRow {
  period: string;
  group: Record<string, string>;
  /** Who answered; who started. */
  told: [Told[], Told[]];
}

/** A query without what it wants of its dimensions. */
type Full = Omit<ScoreQuery, 'channel' | 'where'>;

/** Rows that k-anonymity keeps back; worked out from who is behind each, and in the words of the rule. */
export function slowHidden(
  cells: readonly Cell[],
  { query, names, world }: { query: ScoreQuery; names: readonly string[]; world: Ranged },
): Set<Cell> {
  const { channel: _, where: __, ...full } = query;
  const by = [...new Set([...query.by, ...names])];
  const hidden = hiddenRows({ ...full, by }, world);
  return new Set(
    cells.filter(({ period, answers, prompts, group }) =>
      [...hidden].some(
        (row) =>
          row.period === period &&
          query.by.every((name) => row.group[name] === group[name]) &&
          // Each value that a filter wants is a row of its own, and is there with what it has here.
          (row.told[0].some(({ what }) => answers.some((one) => what === `${one.line.id} ${one.question}`)) ||
            row.told[1].some(({ what }) => [...prompts].some(({ id }) => id === what))),
      ),
    ),
  );
}

function rowsOf(full: Full, world: Ranged): FullRow[] {
  const rows = new Map<string, FullRow>();
  for (const { period, group, answers, prompts } of cellsOf(full, { ...world, apart: true })) {
    const key = keyOf(period, group, full.by);
    const row = rows.get(key) ?? { period, group, told: [[], []] };
    rows.set(key, row);
    row.told[0].push(
      ...answers.map(({ line, question }) => ({ what: `${line.id} ${question}`, person: personOf(line) })),
    );
    for (const line of prompts)
      if (
        line.answers?.some(({ value }) => value !== null) &&
        !row.told[1].some(({ what }) => what === line.id)
      )
        row.told[1].push({ what: line.id, person: personOf(line) });
  }
  return [...rows.values()];
}

function hiddenRows(full: Full, world: Ranged): Set<FullRow> {
  const { program } = world;
  const { k } = program.privacy;
  const rows = rowsOf(full, world);
  const dimensions = full.by.filter((name) => isDimension(name, program));
  const plain = full.by.filter((name) => !isDimension(name, program));
  const isFew = (told: readonly Told[]) =>
    told.length > 0 && told.length < 100 && new Set(told.map(({ person }) => person)).size < k;
  const hidden = new Set(rows.filter(({ told }) => told.some(isFew)));
  if (dimensions.length > 1)
    for (const dimension of dimensions) {
      const by = [...plain, dimension];
      const alone = hiddenKeys({ ...full, by }, world);
      for (const row of rows) if (alone.has(keyOf(row.period, row.group, by))) hidden.add(row);
    }

  /** The smallest that each line has to give. */
  const going = (lines: readonly SlowLine[]): Set<FullRow> => {
    const all = new Set<FullRow>();
    for (const { of, along, total } of lines)
      for (const measure of [0, 1] as const) {
        const there = of.filter(({ told }) => told[measure].length > 0);
        const shown = there.filter((row) => !hidden.has(row));
        const kept = of.filter((row) => hidden.has(row));
        const seen = new Set(shown.flatMap(({ told }) => told[measure].map(({ what }) => what)));
        const everybody = total ? total.told[measure] : there.flatMap(({ told }) => told[measure]);
        const outside = total
          ? everybody.filter(({ what }) => !seen.has(what))
          : kept.flatMap(({ told }) => told[measure]);
        const isAlone = kept.length === 1 && kept[0]?.told[measure].length === outside.length;
        if (outside.length === 0 || (!isFew(outside) && !isAlone)) continue;
        const [smallest] = shown.sort(
          (a, b) =>
            a.told[measure].length - b.told[measure].length ||
            ((a.group[along] ?? '') < (b.group[along] ?? '') ? -1 : 1),
        );
        if (smallest) all.add(smallest);
      }
    return all;
  };

  const lines = full.by.flatMap((along): SlowLine[] => {
    const others = full.by.filter((name) => name !== along);
    const totals = isDimension(along, program) ? rowsOf({ ...full, by: others }, world) : [];
    const groups = Map.groupBy(rows, ({ period, group }) => keyOf(period, group, others));
    return [...groups].map(([key, of]) => ({
      of,
      along,
      total: totals.find(({ period, group }) => keyOf(period, group, others) === key),
    }));
  });
  const inner: SlowLine[] = [];
  if (full.by.includes('touchpoint') && !full.by.includes('stage')) {
    const by = full.by.map((name) => (name === 'touchpoint' ? 'stage' : name));
    const keptBack = hiddenKeys({ ...full, by }, world);
    const stageKey = ({ period, group }: FullRow) => {
      const stage = program.touchpoints[group['touchpoint'] ?? '']?.stage ?? '';
      return keyOf(period, { ...group, stage }, by);
    };
    for (const [key, of] of Map.groupBy(rows, stageKey))
      if (!keptBack.has(key)) inner.push({ of, along: 'touchpoint', total: undefined });
  }
  for (;;) {
    const first = going(inner);
    const next = first.size > 0 ? first : going(lines);
    if (next.size === 0) return hidden;
    for (const row of next) hidden.add(row);
  }
}

interface SlowLine {
  of: FullRow[];
  along: string;
  total: FullRow | undefined;
}

function hiddenKeys(full: Full, world: Ranged): Set<string> {
  return new Set([...hiddenRows(full, world)].map(({ period, group }) => keyOf(period, group, full.by)));
}

function keyOf(period: string, group: Record<string, string>, by: readonly string[]): string {
  return JSON.stringify([period, ...by.map((name) => group[name])]);
}

function personOf(line: ImportLine): string {
  if (line.erased) return 'erased';
  return line.person?.id === undefined ? `response ${line.id}` : `person ${line.person.id}`;
}
