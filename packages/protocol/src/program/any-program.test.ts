import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abandoned,
  decide,
  localise,
  nextQuestion,
  previousQuestion,
  progress,
  recall,
  shuffled,
} from '../../../engine/src/index.ts';
import { hash } from '../hash.ts';
import { limits } from '../limits.ts';
import { checkProgram } from './check/check.ts';
import { clientView } from './client-view.ts';
import { everything } from './everything.fixture.ts';
import { faultsOf } from './program.fixture.ts';

type Parent = Record<string, unknown>;

/** Every object and list in a document, with the names of its members. */
function places(value: unknown): [parent: Parent, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[value as Parent, key], ...places(member)]);
}
const all = places(everything);

/** A place of the program by its number, and what is put there: nothing, something of another place, or anything. */
const mutation = fc.record({
  place: fc.nat({ max: all.length - 1 }),
  value: fc.oneof(
    // Most often what is left is a program still.
    { weight: 5, arbitrary: fc.constant(undefined) },
    fc.nat({ max: all.length - 1 }).map((other) => structuredClone(all[other]?.[0][all[other]?.[1] ?? ''])),
    fc.constantFrom('score', 'why', 'other', 'end', '1d', 0, 1, 5, true, [], {}),
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', '{{answer:cxi|}}', 'x'.repeat(600), '(a+)+'),
  ),
});

const mutants = fc.array(mutation, { minLength: 1, maxLength: 2 }).map((mutations) => {
  const document = structuredClone(everything);
  const found = places(document);
  for (const { place, value } of mutations) {
    const [parent, key] = found[place] ?? [];
    if (parent && key !== undefined) parent[key] = value;
  }
  // As it comes over the wire.
  return JSON.parse(JSON.stringify(document));
});

describe('the check of any document', () => {
  it('has nothing against the program that has everything', () => {
    expect(faultsOf(everything)).toStrictEqual([]);
  });

  it('never throws, and tells at most a hundred faults', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(faultsOf(document).length).toBeLessThanOrEqual(limits.faultsPerProgram + 1);
      }),
    );
  });

  it('never throws on a program that was changed here and there, and has plain words for each fault', () => {
    fc.assert(
      fc.property(mutants, (document) => {
        for (const { message } of faultsOf(document))
          expect(message).toMatch(/^(must|may|is|has|cannot|could|there|"|\{\{|[a-z]+ ")/);
      }),
      { numRuns: 500 },
    );
  });

  it('lets pass only what a browser and the engine can take', () => {
    let accepted = 0;
    const value = fc.oneof(
      fc.nat({ max: 10 }),
      fc.constantFrom('slow', 'other', 'red', 'x'),
      fc.constant<string[]>(['red']),
    );
    const names = ['score', 'stars', 'why', 'why.other', 'tags', 'cxi.ease', 'ok', 'fit'];
    const answers = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(mutants, answers, fc.constantFrom('de-AT', 'zh-TW', 'x'), (document, given, locale) => {
        const { program } = checkProgram(document);
        if (!program) return;
        accepted += 1;
        expect(checkProgram(JSON.parse(JSON.stringify(program))).program).toStrictEqual(program);
        const view = clientView(program, { revision: 1, versions: {}, instantOf: (day) => Date.parse(day) });
        expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
        const person = {
          id: 'u-1',
          traits: { plan: 'pro', seats: 5, mail: 'a@acme.com', beta: true, region: 'eu' },
        };
        const situation = {
          subject: 'u-1',
          person,
          history: [],
          inSession: 0,
          consent: true,
          busy: false,
          now: 1,
        };
        for (const [name, { paused }] of Object.entries(view.touchpoints)) {
          const { survey } = decide(view, name, situation);
          if (!paused) expect(Object.keys(view.surveys)).toContain(survey);
        }
        for (const survey of Object.values(view.surveys)) {
          const { questions } = localise(survey, locale, view.locale);
          let steps = 0;
          for (
            let next = nextQuestion(questions, null, given);
            next;
            next = nextQuestion(questions, next.id, given)
          ) {
            steps += 1;
            expect(progress(questions, next.id, given)).toBeLessThanOrEqual(1);
            expect(recall(next.text, { answers: given, questions, person })).not.toContain('{{');
            if ('options' in next)
              expect(shuffled(next.options, { seed: 7, question: next.id, hash })).toHaveLength(
                next.options.length,
              );
            previousQuestion(questions, next.id, given);
          }
          expect(steps).toBeLessThanOrEqual(questions.length);
          abandoned(questions, given);
        }
      }),
      { numRuns: 500 },
    );
    // Otherwise it would have tried nothing.
    expect(accepted).toBeGreaterThan(25);
  });
});
