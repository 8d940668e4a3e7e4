import { canonical } from '@milepost/engine';
import {
  cxiComment,
  cxiItems,
  type Program,
  type Question,
  type QuestionType,
  type Scale,
  type Survey,
  scaleOf,
} from '@milepost/protocol';

/** What of a question an answer is checked against and counted by. */
export interface AnswerSpec {
  type: QuestionType;
  /** Null for an answer in words. */
  scale: Scale | null;
  question: Question;
}

/** A version of a survey, ready to check answers against. */
export interface KnownSurvey {
  survey: string;
  version: number;
  content: Survey;
  /** By the name that answers address: the question's id, or `id.needs`, `id.other` and so on for a part of it. */
  answers: ReadonlyMap<string, AnswerSpec>;
  /** The ids of its `cxi` questions: who answers all three parts of one counts on the composite scale too. */
  composites: readonly string[];
}

interface KnownTouchpoint {
  stage: string;
  pattern: string;
}

/** The program of a project, and everything that any revision of it ever knew. */
export interface KnownProgram {
  project: string;
  revision: number;
  program: Program;
  /** By name and version; the last version is the one that is asked now if the survey is still in the program. */
  surveys: ReadonlyMap<string, ReadonlyMap<number, KnownSurvey>>;
  touchpoints: ReadonlyMap<string, KnownTouchpoint>;
  /** Languages of the program's texts; any other counts as `(other)`. */
  locales: ReadonlySet<string>;
}

/** The option whose text is an answer of its own. */
export const otherOption = 'other';

/** A version of a survey with its questions laid out by the names that answers use. */
export function knownSurvey(survey: string, version: number, content: Survey): KnownSurvey {
  const answers = new Map<string, AnswerSpec>();
  for (const question of content.questions) {
    const scale = scaleOf(question);
    if (question.type === 'cxi') {
      for (const item of cxiItems) answers.set(`${question.id}.${item}`, { type: 'cxi', scale, question });
      answers.set(`${question.id}.${cxiComment}`, { type: 'text', scale: null, question });
    } else if (question.type !== 'message')
      answers.set(question.id, { type: question.type, scale, question });
    if ('other' in question)
      answers.set(`${question.id}.${otherOption}`, { type: 'text', scale: null, question });
  }
  const composites = content.questions.filter(({ type }) => type === 'cxi').map(({ id }) => id);
  return { survey, version, content, answers, composites };
}

/** What a revision changes: the survey versions that are new with it. */
export interface Revision {
  program: Program;
  surveys: KnownSurvey[];
  /** The version that each survey of the program has from now on. */
  versions: Record<string, number>;
}

/** Gives every survey of a program its version: the latest known one when its content is the same, else the next. */
export function revise(known: KnownProgram | null, program: Program): Revision {
  const surveys: KnownSurvey[] = [];
  const versions: Record<string, number> = {};
  for (const [name, content] of Object.entries(program.surveys)) {
    const latest = [...(known?.surveys.get(name)?.values() ?? [])].at(-1);
    if (latest && canonical(latest.content) === canonical(content)) versions[name] = latest.version;
    else {
      const next = knownSurvey(name, (latest?.version ?? 0) + 1, content);
      surveys.push(next);
      versions[name] = next.version;
    }
  }
  return { program, surveys, versions };
}

/** The version of each survey that is asked now. */
export function currentVersions(known: KnownProgram): Record<string, number> {
  return revise(known, known.program).versions;
}

/** The languages of a program: its own and every one that a survey is translated to. */
export function localesOf(program: Program): Set<string> {
  const translated = Object.values(program.surveys).flatMap(({ locales }) => Object.keys(locales ?? {}));
  return new Set([program.locale, ...translated]);
}

/** Whether cells that were counted under one program are wrong under the other. */
export function movesCells(before: Program, after: Program): boolean {
  const basis = (program: Program) =>
    canonical([program.timezone, [...program.segments].sort(), [...localesOf(program)].sort()]);
  return basis(before) !== basis(after);
}
