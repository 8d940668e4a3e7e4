import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';

/**
 * What stays of a response when its person is erased: its scale answers and choices, its day, its language, and the
 * values of the declared segments, so that the cells can still be rebuilt. Who it was, the facts, the page and every
 * text go: an empty one stays where something was said.
 */
export function erase(
  { person, facts, page: _page, answers, verified: _verified, ...rest }: ResponseState,
  known: KnownProgram,
): ResponseState {
  const { segments } = known.program;
  const traits = pick(person?.traits, segments);
  const keptFacts = pick(
    facts,
    segments.filter((one) => one.startsWith('fact:')).map((one) => one.slice('fact:'.length)),
  );
  const spec = known.surveys.get(rest.survey)?.get(rest.version)?.answers;
  const kept = (answers ?? []).map((answer) => {
    const isText = typeof answer.value === 'string' && spec?.get(answer.question)?.type !== 'choice';
    // That something was said is counted in the funnel, so it stays known.
    return isText ? { ...answer, value: '' } : answer;
  });
  return {
    ...rest,
    ...(traits && { person: { traits } }),
    ...(keptFacts && { facts: keptFacts }),
    ...(kept.length > 0 && { answers: kept }),
  };
}

function pick<T>(
  properties: Record<string, T> | undefined,
  names: readonly string[],
): Record<string, T> | null {
  const kept = Object.entries(properties ?? {}).filter(([name]) => names.includes(name));
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
