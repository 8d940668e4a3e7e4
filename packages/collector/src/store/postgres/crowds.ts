import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { keptDimensions } from '../cell-moves.ts';
import { createCrowd } from '../crowd.ts';
import type { CrowdSelection } from '../store.ts';
import { integers, texts } from './arrays.ts';
import { createCandidates, type Place } from './crowd-candidates.ts';
import type { Connection } from './database.ts';
import { readKeptValues } from './kept-values.ts';
import { commonNeedles, needlesOf } from './needles.ts';
import { shardsOf } from './shard.ts';
import { streamed } from './streamed.ts';

interface Row extends Place {
  state: string;
  erased: number | null;
}

/** Always by its index: one range per bucket and place. */
const query = `select p.touchpoint, p.day, r.state, r.erased
  from unnest($2::text[], $3::int4[]) as p(touchpoint, day) cross join unnest($1::text[]) as s(shard)
  cross join lateral (
    select state, erased from responses
    where shard = s.shard and touchpoint = p.touchpoint and day = p.day and not excluded
      and (cardinality($4::text[]) = 0 or exists (
        select 1 from unnest($4::text[]) as needle where strpos(state, needle) > 0))
    offset 0) as r`;

/** Places that are read at once, at most: the first few mostly tell enough. */
const mostPlaces = 64;

/**
 * Counts the people behind rows of one project. Every response is read once, whoever wants it, and none at places that
 * nobody wants any more.
 */
export async function countCrowds(
  connection: Connection,
  known: KnownProgram,
  selections: readonly CrowdSelection[],
): Promise<number[]> {
  const keeps = await readKeptValues(
    connection,
    known.project,
    selections.flatMap(({ within, outside }) => [...within, ...outside].map(({ dimension }) => dimension)),
  );
  const crowds = selections.map((selection) => createCrowd({ known, selection, keeps }));
  const candidates = createCandidates(selections);
  const shards = texts(shardsOf(known.project, known.program.cells.buckets));
  let some = 1;
  for (;;) {
    const places = candidates.nextPlaces(some);
    if (places.length === 0) return crowds.map((crowd) => crowd.count());
    some = Math.min(some * 2, mostPlaces);
    const wanted = new Set(places.flatMap((place) => candidates.at(place)));
    const pages = streamed<Row>(connection, query, [
      shards,
      texts(places.map(({ touchpoint }) => touchpoint)),
      integers(places.map(({ day }) => day)),
      texts(commonNeedles([...wanted].map((index) => needlesOf(selections[index]?.within ?? [])))),
    ]);
    for await (const rows of pages) {
      for (const row of rows) {
        if (candidates.at(row).length === 0) continue;
        const state = JSON.parse(row.state) as ResponseState;
        for (const index of candidates.of(row, keptDimensions(state, known, keeps)))
          if (crowds[index]?.add({ state, erased: row.erased !== null })) candidates.fill(index);
      }
      if (places.every((place) => candidates.at(place).length === 0)) break;
    }
  }
}

/** Counts for each project by itself, and puts the counts back into the order of the selections. */
export async function inProjects(
  selections: readonly CrowdSelection[],
  count: (project: string, selections: CrowdSelection[]) => Promise<number[]>,
): Promise<number[]> {
  const counts = selections.map(() => 0);
  for (const project of new Set(selections.map((selection) => selection.project))) {
    const own = [...selections.entries()].filter(([, selection]) => selection.project === project);
    const counted = await count(
      project,
      own.map(([, selection]) => selection),
    );
    for (const [nth, [index]] of own.entries()) counts[index] = counted[nth] ?? 0;
  }
  return counts;
}
