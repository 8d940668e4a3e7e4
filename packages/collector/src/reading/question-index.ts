import type { MetricName, Scale } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';

/** A question of a version of a survey that a metric is computed from. */
export interface MetricQuestion {
  survey: string;
  version: number;
  question: string;
  scale: Scale;
}

/** Which questions a metric is computed from. */
export interface QuestionIndex {
  find(survey: string, version: number, question: string): MetricQuestion | undefined;
  of(survey: string, version: number): readonly MetricQuestion[];
  scales: readonly Scale[];
}

interface Wanted {
  metric: MetricName;
  scale?: string | undefined;
  survey?: readonly string[] | undefined;
  question?: readonly string[] | undefined;
}

/** The questions of a metric in all versions of all surveys, less what a query filters out. */
export function questionIndex(
  known: KnownProgram,
  { metric, scale, survey, question }: Wanted,
): QuestionIndex {
  const questions = [...known.surveys.values()]
    .flatMap((versions) => [...versions.values()])
    .filter((version) => !survey || survey.includes(version.survey))
    .flatMap((version) =>
      [...version.answers].flatMap(([name, spec]): MetricQuestion[] =>
        spec.type === metric && spec.scale && (!question || question.includes(name))
          ? [{ survey: version.survey, version: version.version, question: name, scale: spec.scale }]
          : [],
      ),
    )
    .filter((found) => scale === undefined || found.scale.id === scale);
  const byVersion = Map.groupBy(questions, (found) => JSON.stringify([found.survey, found.version]));
  const of = (name: string, version: number) => byVersion.get(JSON.stringify([name, version])) ?? [];
  return {
    of,
    find: (name, version, id) => of(name, version).find((found) => found.question === id),
    scales: [...new Map(questions.map((found) => [found.scale.id, found.scale])).values()],
  };
}
