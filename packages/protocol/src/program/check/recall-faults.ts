import { parseRecall, type Recall } from '../../recall.ts';
import { cxiComment, cxiItems } from '../../scale.ts';
import { type Answerables, answerableOf, namesWithin } from './answerable.ts';
import type { FactNames } from './declared-facts.ts';
import { type Finding, unknown } from './finding.ts';

/** The words of a question, its own or translated ones, in which something may be repeated. */
type Words = { readonly [Field in (typeof fields)[number]]?: string };
const fields = ['text', ...cxiItems, cxiComment] as const;

/** Where the words stand: at a question of this place in the survey. */
interface Place {
  path: readonly PropertyKey[];
  position: number;
  answers: Answerables;
  facts: FactNames;
}

/** What the words of a question want to repeat and cannot. */
export function recallFaults(words: Words, place: Place): Finding[] {
  return fields.flatMap((field) =>
    parseRecall(words[field] ?? '').flatMap((part) => {
      if (typeof part === 'string') return [];
      const path = [...place.path, field];
      if ('fault' in part) return [{ path, message: part.fault }];
      if (part.kind === 'answer') return answerFaults(part, { ...place, path });
      return part.kind === 'fact' && place.facts && !place.facts.includes(part.name)
        ? [unknown({ path, what: 'fact', name: part.name, among: place.facts })]
        : [];
    }),
  );
}

function answerFaults({ name }: Recall, { path, position, answers }: Place): Finding[] {
  const answer = answerableOf(answers, name);
  if (!answer) return [unknown({ path, what: 'answer', name, among: namesWithin(answers, position) })];
  if (answer.kind === 'message')
    return [{ path, message: `"${name}" is a message, which nobody answers; repeat a question’s answer` }];
  if (answer.position >= position)
    return [{ path, message: `"${name}" is not answered before this is read; repeat an earlier answer` }];
  if (answer.kind === 'parts')
    return [{ path, message: `"${name}" has several answers; repeat one of them, such as ${name}.ease` }];
  return [];
}
