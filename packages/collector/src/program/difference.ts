import { canonical } from '@milepost/engine';
import type { Program, Survey } from '@milepost/protocol';

interface Changes {
  added: string[];
  removed: string[];
  changed: string[];
}

/** What has changed in a survey that was there before; its questions by their ids. */
interface QuestionChanges extends Changes {
  /** What has changed of each changed question, such as `text` or `options`. */
  fields: Record<string, string[]>;
  /** Those that stayed come in another order. */
  reordered: boolean;
  /** Languages whose words are added, removed or changed. */
  locales: string[];
}

/** What pushing a program would change. */
export interface Difference {
  /** `fields`: what has changed of each changed touchpoint, such as `survey` or `ask.sample`. */
  touchpoints: Changes & { fields: Record<string, string[]> };
  /** `questions`: what has changed of each changed survey. */
  surveys: Changes & { questions: Record<string, QuestionChanges> };
  /** Names of the other parts of the document that differ. */
  settings: string[];
}

/** Compares two programs by name; everything is added when there is none before. */
export function difference(before: Program | null, after: Program): Difference {
  const { touchpoints = {}, surveys = {}, ...settings } = before ?? {};
  const { touchpoints: newTouchpoints, surveys: newSurveys, ...newSettings } = after;
  const ofTouchpoints = changes(touchpoints, newTouchpoints);
  const ofSurveys = changes(surveys, newSurveys);
  return {
    touchpoints: {
      ...ofTouchpoints,
      fields: mapNames(ofTouchpoints.changed, (name) =>
        fieldChanges(touchpoints[name], newTouchpoints[name]),
      ),
    },
    surveys: {
      ...ofSurveys,
      questions: mapNames(ofSurveys.changed, (name) => questionChanges(surveys[name], newSurveys[name])),
    },
    settings: differing(settings, newSettings),
  };
}

type Members = Readonly<Record<string, unknown>>;

function changes(before: Members, after: Members): Changes {
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const changed = Object.keys(after).filter(
    (name) => Object.hasOwn(before, name) && canonical(before[name]) !== canonical(after[name]),
  );
  return { added, removed, changed };
}

function differing(before: Members, after: Members): string[] {
  return Object.values(changes(before, after)).flat();
}

function fieldChanges(
  { ask, ...fields }: { ask?: Members } = {},
  { ask: newAsk, ...newFields }: { ask?: Members } = {},
): string[] {
  return [
    ...differing(fields, newFields),
    ...differing(ask ?? {}, newAsk ?? {}).map((name) => `ask.${name}`),
  ];
}

const empty: Survey = { questions: [] };

function questionChanges(before = empty, after = empty): QuestionChanges {
  const [questions, newQuestions] = [byId(before), byId(after)];
  const common = (all: Members, others: Members) =>
    Object.keys(all)
      .filter((id) => Object.hasOwn(others, id))
      .join();
  const ofQuestions = changes(questions, newQuestions);
  return {
    ...ofQuestions,
    fields: mapNames(ofQuestions.changed, (id) => differing(questions[id] ?? {}, newQuestions[id] ?? {})),
    reordered: common(questions, newQuestions) !== common(newQuestions, questions),
    locales: differing(before.locales ?? {}, after.locales ?? {}),
  };
}

function byId({ questions }: Survey): Record<string, Members> {
  return Object.fromEntries(questions.map((question) => [question.id, question]));
}

function mapNames<T>(names: readonly string[], map: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, map(name)]));
}
