import type { Step, Value } from '../api.ts';

/**
 * Whether a value is an answer that the collector takes for this step: a response with one wrong answer would be refused
 * whole.
 */
export function acceptable(step: Step, value: Value): boolean {
  const {
    type,
    optional,
    min = 0,
    max,
    options,
    other,
    atMost = 99,
    minLength = 1,
    // Written out: a module of limits that two chunks import would be a third.
    maxLength = 4_000,
  } = step;
  if (type === 'message') return false;
  if (value === null) return optional;
  if (max) return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  const offered = (id: unknown) => options?.some((option) => option.id === id) || (!!other && id === 'other');
  if (type === 'choices')
    return (
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= atMost &&
      new Set(value).size === value.length &&
      value.every(offered)
    );
  if (type === 'choice') return offered(value);
  return typeof value === 'string' && value.trim().length >= minLength && value.length <= maxLength;
}
