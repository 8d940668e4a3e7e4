import type { AudienceTest, Person } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';

type Value = string | number | boolean;

const tests = {
  in: (value: Value, hashes: number[]) => hashes.includes(hash(JSON.stringify(value))),
  gt: (value: Value, bound: Value) => typeof value === typeof bound && value > bound,
  lt: (value: Value, bound: Value) => tests.gt(bound, value),
  exists: (_: Value, wanted: boolean) => wanted,
  matches: (value: Value, pattern: string) =>
    typeof value === 'string' && new RegExp(pattern, 'u').test(value),
} as Record<AudienceTest[1], (value: Value, operand: unknown) => boolean>;

/** Whether a person passes every test of an audience. A trait that is not there only passes `exists: false`. */
export function inAudience(audience: readonly AudienceTest[], person: Person | null): boolean {
  const traits = person?.traits ?? {};
  return audience.every(([trait, test, operand]) => {
    // A trait may be called like something that every object inherits.
    const value = Object.hasOwn(traits, trait) ? traits[trait] : null;
    // A page in plain JavaScript may tell null of what it does not know.
    return value == null ? operand === false : tests[test](value, operand);
  });
}
