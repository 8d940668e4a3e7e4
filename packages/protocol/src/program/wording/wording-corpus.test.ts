import { describe, expect, it } from 'vitest';
import { bad } from './bad.fixture.ts';
import { rulesOf } from './findings.fixture.ts';
import { good } from './good.fixture.ts';
import { asQuestion, type Judged } from './judged.fixture.ts';

const rulesFor = (judged: Judged) => rulesOf(asQuestion(judged)).map((found) => found.split(' ').at(-1));

/** Findings that a careful reader would share, those that he would not, and those of his that are missed. */
function tally(corpus: Judged[]) {
  const each = corpus.map((judged) => ({ ...judged, found: rulesFor(judged) as string[] }));
  const right = each.flatMap(({ rules, found }) => rules.filter((rule) => found.includes(rule)));
  const wrong = each.filter(({ rules, found }) => found.some((rule) => !rules.some((one) => one === rule)));
  const missed = each.flatMap(({ rules, found }) => rules.filter((rule) => !found.includes(rule)));
  return { right: right.length, wrong: wrong.map(({ text }) => text), missed: missed.length };
}

/** The rules are tuned on every other question, and never on the rest. */
const half = (corpus: Judged[], remainder: 0 | 1) => corpus.filter((_, index) => index % 2 === remainder);

describe('the rules on questions that they are tuned on', () => {
  it('raise no false alarm, and find nine faults of ten', () => {
    const { right, wrong, missed } = tally([...half(good, 0), ...half(bad, 0)]);
    expect(wrong).toStrictEqual([]);
    expect(right / (right + missed)).toBeGreaterThan(0.9);
  });
});

describe('the rules on questions that they are not tuned on', () => {
  it('raise one false alarm in sixty good questions, and find eight faults of ten', () => {
    const { right, wrong, missed } = tally([...half(good, 1), ...half(bad, 1)]);
    expect(wrong).toStrictEqual(['How well did we address your questions and concerns?']);
    expect(right / (right + missed)).toBeGreaterThan(0.8);
  });
});
