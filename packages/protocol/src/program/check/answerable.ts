import { cxiComment, cxiItems, type Scale, scaleOf } from '../../scale.ts';
import type { Draft } from './parts.ts';

/** What an answer may be. */
type Kind =
  | { kind: 'scale'; scale: Scale }
  | { kind: 'options'; options: readonly string[] }
  | { kind: 'words' }
  /** Only its parts are answered, such as `experience.ease`. */
  | { kind: 'parts' }
  | { kind: 'message' }
  /** Its question's shape is wrong. */
  | { kind: 'broken' };

/** An answer, and the place of its question in the survey. */
export type Answerable = Kind & { position: number };

/** By the names that conditions and texts call them by. */
export type Answerables = ReadonlyMap<string, Answerable>;

/** Everything in a survey that is answered, or that somebody may think is. Of two with one name the first. */
export function answerables(questions: readonly Draft[]): Answerables {
  const answers = new Map<string, Answerable>();
  for (const [position, question] of questions.entries())
    for (const [name, kind] of kindsOf(question))
      if (!answers.has(name)) answers.set(name, { ...kind, position });
  return answers;
}

/** The names of the answers that are there once `count` questions have been asked. */
export function namesWithin(answers: Answerables, count: number): string[] {
  return [...answers]
    .filter(([, { kind, position }]) => kind !== 'message' && position < count)
    .map(([name]) => name);
}

/** What a name stands for; any part of a broken question is broken. */
export function answerableOf(answers: Answerables, name: string): Answerable | null {
  const whole = answers.get(name.split('.')[0] ?? '');
  return answers.get(name) ?? (whole?.kind === 'broken' ? whole : null);
}

function kindsOf(question: Draft): [name: string, kind: Kind][] {
  const { id, type } = question;
  if (id === null) return [];
  const words: Kind = { kind: 'words' };
  switch (type) {
    case null:
      return [[id, { kind: 'broken' }]];
    case 'message':
      return [[id, { kind: 'message' }]];
    case 'choice':
    case 'choices': {
      const options = question.options.map((option) => option.id);
      if (question.other === undefined) return [[id, { kind: 'options', options }]];
      return [
        [id, { kind: 'options', options: [...options, 'other'] }],
        [`${id}.other`, words],
      ];
    }
    case 'cxi':
      return [
        [id, { kind: 'parts' }],
        ...cxiItems.map((item): [string, Kind] => [`${id}.${item}`, scaled(question)]),
        ...(question.comment === undefined ? [] : [[`${id}.${cxiComment}`, words] satisfies [string, Kind]]),
      ];
    default:
      return [[id, scaled(question)]];
  }
}

function scaled(question: { type: string }): Kind {
  const scale = scaleOf(question);
  return scale ? { kind: 'scale', scale } : { kind: 'words' };
}
