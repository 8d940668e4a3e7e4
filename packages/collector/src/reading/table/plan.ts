import { type Asked, askedBy } from '../query/asked.ts';
import type { QuestionIndex } from '../query/question-index.ts';
import { refuse } from '../query/refuse.ts';
import { monthFaults } from '../query/whole-months.ts';
import type { Reading } from './table.ts';
import type { TableQuery } from './table-query.ts';

/** A query that can be answered, and all that its rows are read by. */
export interface TablePlan {
  query: TableQuery;
  reading: Reading;
  index: QuestionIndex;
  asked: Asked;
}

/** @throws ProblemError `query_invalid` */
export function planOf(
  query: TableQuery,
  { reading, index }: { reading: Reading; index: QuestionIndex },
): TablePlan {
  const asked = askedBy(query, reading.known);
  const isSplit = asked.dimensions.length > 0;
  const faults =
    isSplit && reading.wholeMonths
      ? monthFaults(
          query,
          'a key without responses:read gets segments, locales and channels in whole months alone',
        )
      : [];
  if (query.unit === 'account') {
    if (isSplit)
      faults.push({
        path: '/unit',
        message:
          'must be answer for a segment, a locale or a channel: sums per account are kept for all of them together',
      });
    faults.push(...monthFaults(query, 'sums per account, which unit=account needs, are kept by month'));
  }
  if (faults.length > 0) throw refuse(...faults);
  return { query, reading, index, asked };
}
