import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProblemCode, pointer, problem, problemStatus, rejectionCodes } from './problem.ts';

describe('pointer', () => {
  // RFC 6901, section 5: the document and what each pointer finds in it.
  const document = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  };

  it.each<[path: PropertyKey[], text: string]>([
    [[], ''],
    [['foo'], '/foo'],
    [['foo', 0], '/foo/0'],
    [[''], '/'],
    [['a/b'], '/a~1b'],
    [['c%d'], '/c%d'],
    [['e^f'], '/e^f'],
    [['g|h'], '/g|h'],
    [['i\\j'], '/i\\j'],
    [['k"l'], '/k"l'],
    [[' '], '/ '],
    [['m~n'], '/m~0n'],
    [['~1'], '/~01'],
    [['~/~', '//'], '/~0~1~0/~1~1'],
    [['surveys', 'csat', 'questions', 12, 'next', 0, 'go'], '/surveys/csat/questions/12/next/0/go'],
  ])('%j is %s', (path, text) => {
    expect(pointer(path)).toBe(text);
  });

  it('finds what it points at, in the way RFC 6901 reads it', () => {
    const found = (text: string) =>
      text
        .split('/')
        .slice(1)
        .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((value, token) => (value as Record<string, unknown>)[token], document);
    for (const [key, value] of Object.entries(document)) expect(found(pointer([key]))).toBe(value);
    expect(found(pointer(['foo', 1]))).toBe('baz');
  });

  it('has another text for every other path', () => {
    const path = fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') }), { maxLength: 4 });
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(pointer(a) === pointer(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        const read = pointer(a).split('/').slice(1);
        expect(read.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))).toStrictEqual(a);
      }),
    );
  });
});

describe('problem', () => {
  it('is the body that RFC 9457 asks for, with its stable code', () => {
    expect(problem('key_unknown', 'No key with this value exists.')).toStrictEqual({
      type: 'urn:milepost:problem:key_unknown',
      title: 'Key unknown',
      status: 401,
      detail: 'No key with this value exists.',
      code: 'key_unknown',
    });
  });

  it('lists faults when there are any to list', () => {
    const errors = [{ path: '/stages', message: 'is required' }];
    expect(problem('program_invalid', 'The program has a fault.', errors).errors).toStrictEqual(errors);
    expect(problem('too_large', 'Too large.')).not.toHaveProperty('errors');
  });

  it.each<[code: ProblemCode, status: number]>([
    ['envelope_invalid', 400],
    ['key_unknown', 401],
    ['origin_forbidden', 403],
    ['moment_invalid', 400],
    ['buckets_fixed', 409],
    ['moment_conflict', 409],
    ['response_conflict', 409],
    ['program_stale', 412],
    ['too_large', 413],
    ['rate_limited', 429],
    ['overloaded', 503],
    ['unavailable', 503],
  ])('%s has status %d', (code, status) => {
    expect(problem(code, '').status).toBe(status);
  });

  it('has an error status for every code', () => {
    for (const [code, status] of Object.entries(problemStatus)) {
      expect([code, status >= 400 && status < 600]).toStrictEqual([code, true]);
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    }
  });
});

describe('rejectionCodes', () => {
  it.each([
    'touchpoint_unknown',
    'survey_unknown',
    'version_unknown',
    'question_unknown',
    'value_out_of_scale',
    'text_too_long',
    'response_conflict',
    'person_unverified',
    'person_erased',
    'too_old',
    'shown_in_future',
  ])('have %s, as the contract names it', (code) => {
    expect(rejectionCodes).toContain(code);
  });

  it('are each there once, and but for a conflict are no codes of whole requests', () => {
    expect(new Set(rejectionCodes).size).toBe(rejectionCodes.length);
    expect(rejectionCodes.filter((code) => code in problemStatus)).toStrictEqual(['response_conflict']);
  });
});
