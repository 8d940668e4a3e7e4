import type { Fault } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { worthyQuestions } from '../../program/worth.ts';
import type { TableQuery } from '../table/table-query.ts';

/**
 * What of a query is known and yet has nothing to do with its metric, in no version of any survey: an empty table would
 * say that nobody had answered. Questions are fine as soon as one of them is of the metric.
 */
export function unfitFaults(
  { metric, among = [metric], scale, question }: Pick<TableQuery, 'metric' | 'among' | 'scale' | 'question'>,
  { surveys }: Pick<KnownProgram, 'surveys'>,
): Fault[] {
  if (scale === undefined && !question) return [];
  const asked = [...surveys.values()]
    .flatMap((versions) => [...versions.values()])
    .flatMap((survey) => [...worthyQuestions(survey)])
    .filter(([, worthy]) => among.some((one) => one === worthy.metric));
  const scales = new Set(asked.map(([, worthy]) => worthy.scale.id));
  const names = new Set(asked.map(([name]) => name));
  const faults: Fault[] = [];
  if (scale !== undefined && !scales.has(scale))
    faults.push({ path: '/scale', message: `"${scale}" is no scale of ${metric}${remedy(scales)}` });
  if (question && !question.some((name) => names.has(name)))
    faults.push({
      path: '/question',
      message: `"${question.join('", "')}" ${question.length > 1 ? 'are no questions' : 'is no question'} of ${among.join(', ')}${remedy(names)}`,
    });
  return faults;
}

/** How many names are told at the most. */
const most = 20;

function remedy(names: ReadonlySet<string>): string {
  if (names.size === 0) return ', which no question of the program asks for';
  const told = [...names].sort().slice(0, most);
  return `; it has ${told.join(', ')}${names.size > most ? ` and ${names.size - most} more` : ''}`;
}
