import type { Database } from 'better-sqlite3';
import { cellColumns } from '../../cell-moves.ts';
import type { CellSelection, CellSum } from '../../store.ts';
import { allBuckets } from './all-buckets.ts';
import { closedRange } from './closed-range.ts';

interface SumRow extends Omit<CellSum, 'counts'> {
  [column: string]: string | number;
}

/** Adds up the cells of a selection: one range of the primary key per bucket and scale. */
export function cells(
  connection: Database,
  { selection, buckets }: { selection: CellSelection; buckets: number },
): CellSum[] {
  const { project, dimension, scales, byDay, touchpoints = null, values = null } = selection;
  const keys = `${byDay ? 'day, ' : ''}touchpoint, survey, version, question, value, scale`;
  const statement = connection.prepare<unknown[], SumRow>(
    `select ${byDay ? '' : '0 as day, '}${keys}, ${cellColumns.map((column) => `sum(${column}) as ${column}`).join()}
     from cells
     where project = ? and bucket in (select value from json_each(?)) and dimension = ?
       and scale in (select value from json_each(?)) and day >= ? and day < ?
       ${touchpoints ? 'and touchpoint in (select value from json_each(?))' : ''}
       ${values ? 'and value in (select value from json_each(?))' : ''}
     group by ${keys}`,
  );
  const { from, to } = closedRange(selection);
  return statement
    .all(
      project,
      allBuckets(buckets),
      dimension,
      JSON.stringify(scales),
      from,
      to,
      ...(touchpoints ? [JSON.stringify(touchpoints)] : []),
      ...(values ? [JSON.stringify(values)] : []),
    )
    .map((row) => ({
      day: row.day,
      touchpoint: row.touchpoint,
      survey: row.survey,
      version: row.version,
      question: row.question,
      value: row.value,
      scale: row.scale,
      counts: cellColumns.map((column) => Number(row[column])),
    }));
}
