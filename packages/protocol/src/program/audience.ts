import { hash } from '../hash.ts';
import type { Audience } from './touchpoint.ts';

/**
 * One test of one trait, as a browser is told it. The values of `in` are hashes of their JSON text: a page must not
 * read the names of other customers in it. That keeps them from a glance, not from somebody who guesses them.
 */
export type AudienceTest =
  | [trait: string, test: 'in', hashes: number[]]
  | [trait: string, test: 'gt' | 'lt', bound: string | number]
  | [trait: string, test: 'exists', wanted: boolean]
  | [trait: string, test: 'matches', pattern: string];

/** The tests of an audience, all of which must hold. */
export function audienceTests(audience: Audience): AudienceTest[] {
  return Object.entries(audience).flatMap(([trait, wanted]): AudienceTest[] => {
    if (Array.isArray(wanted)) return [among(trait, wanted)];
    if (typeof wanted !== 'object') return [among(trait, [wanted])];
    const { eq, in: list, gt, lt, exists, matches } = wanted;
    return [
      ...(eq === undefined ? [] : [among(trait, [eq])]),
      ...(list === undefined ? [] : [among(trait, list)]),
      ...(gt === undefined ? [] : [[trait, 'gt', gt] satisfies AudienceTest]),
      ...(lt === undefined ? [] : [[trait, 'lt', lt] satisfies AudienceTest]),
      ...(exists === undefined ? [] : [[trait, 'exists', exists] satisfies AudienceTest]),
      ...(matches === undefined ? [] : [[trait, 'matches', matches] satisfies AudienceTest]),
    ];
  });
}

function among(trait: string, values: readonly (string | number | boolean)[]): AudienceTest {
  return [trait, 'in', values.map((value) => hash(JSON.stringify(value)))];
}
