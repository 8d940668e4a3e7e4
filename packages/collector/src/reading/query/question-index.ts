import { type AnswerMetric, compositeScale, cxiItems, type Scale } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { worthyQuestions } from '../../program/worth.ts';
import type { TableQuery } from '../table/table-query.ts';
import { refuse } from './refuse.ts';

/** A question of a version of a survey that a metric is computed from. Each is there once. */
export interface AskedQuestion {
  survey: string;
  version: number;
  question: string;
  metric: AnswerMetric;
  scale: Scale;
  /** The lowest top box of a rating that has them. */
  top: number | undefined;
  /** What an answer counts, by its column. */
  worths: readonly number[];
}

/** Which questions a metric is computed from. */
export interface QuestionIndex {
  find(survey: string, version: number, question: string): AskedQuestion | undefined;
  of(survey: string, version: number): readonly AskedQuestion[];
  scales: readonly Scale[];
  /** How their intervals are made, as far as the questions decide: whether ratings have top boxes. */
  all: readonly AskedQuestion[];
}

type Wanted = Pick<TableQuery, 'metric' | 'scale' | 'survey' | 'question' | 'by'>;

/**
 * The questions of a metric in all versions of all surveys, less what a query filters out.
 *
 * @throws ProblemError `query_invalid` for a common score of the three questions of a CXi
 */
export function questionIndex(known: KnownProgram, wanted: Wanted): QuestionIndex {
  const questions = [...questionsOf(known, wanted)];
  if (wanted.metric === 'cxi') checkCxi(questions, wanted);
  return indexOf(questions);
}

/** An index of several, each question once. */
export function mergedIndex(indexes: readonly QuestionIndex[]): QuestionIndex {
  return indexOf(indexes.flatMap(({ all }) => all));
}

function indexOf(questions: readonly AskedQuestion[]): QuestionIndex {
  const surveys = new Map<
    string,
    Map<number, { all: AskedQuestion[]; byName: Map<string, AskedQuestion> }>
  >();
  for (const asked of questions) {
    const versions = surveys.get(asked.survey) ?? new Map();
    const version = versions.get(asked.version) ?? { all: [], byName: new Map() };
    version.all.push(asked);
    version.byName.set(asked.question, asked);
    surveys.set(asked.survey, versions.set(asked.version, version));
  }
  return {
    of: (survey, version) => surveys.get(survey)?.get(version)?.all ?? [],
    find: (survey, version, question) => surveys.get(survey)?.get(version)?.byName.get(question),
    scales: [...new Map(questions.map(({ scale }) => [scale.id, scale])).values()],
    all: questions,
  };
}

function* questionsOf(
  { surveys }: KnownProgram,
  { metric, scale, survey, question, by }: Wanted,
): Generator<AskedQuestion> {
  // Without a word of the three questions it is the overall score that is asked for.
  const overall = metric === 'cxi' && scale === undefined && !question && !by.includes('question');
  for (const versions of surveys.values())
    for (const content of versions.values()) {
      if (survey && !survey.includes(content.survey)) continue;
      for (const [name, { metric: of, ...worthy }] of worthyQuestions(content)) {
        if (of !== metric || (question && !question.includes(name))) continue;
        if (worthy.scale.id !== (overall ? compositeScale.id : (scale ?? worthy.scale.id))) continue;
        const { survey: surveyName, version } = content;
        yield { survey: surveyName, version, question: name, metric, ...worthy };
      }
    }
}

/** Needs, ease and enjoyment are three things, though they are answered on one scale. */
function checkCxi(questions: readonly AskedQuestion[], { by, scale }: Wanted): void {
  if (by.includes('question')) return;
  const parts = questions.filter((asked) => asked.scale.id !== compositeScale.id);
  const items = new Set(
    cxiItems.filter((item) => parts.some(({ question }) => question.endsWith(`.${item}`))),
  );
  if (items.size < 2) return;
  throw refuse({
    path: scale === undefined ? '/question' : '/scale',
    message: `${[...items].join(', ')} make no common score; ask for one of them with question=, for each with by=question, or for the overall score with scale=${compositeScale.id}`,
  });
}
