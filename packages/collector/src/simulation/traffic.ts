import { type Fault, faultsOf, limits, nearest, type Program, plainWords } from '@milepost/protocol';
import { z } from 'zod';

export const daysPerMonth = 365.25 / 12;
/** Triggers that are made up at most. */
const mostTriggers = 20_000_000;

const share = z.number().min(0, 'must be 0 to 1').max(1, 'must be 0 to 1');
const whole = z.int('must be a whole number').min(1, 'must be at least 1');

const rates = { answerRate: share.default(0.3), dismissRate: share.default(0.3) };
const ratesShape = z.strictObject(rates).superRefine(addUp);

const shares = z
  .record(z.string().max(limits.traitLength), share)
  .refine((all) => sum(Object.values(all)) <= 1 + 1e-9, 'has shares that add up to more than 1');

const visits = z.strictObject({
  perPersonPerMonth: z.number().min(0, 'must not be negative'),
  answerRate: z.exactOptional(share),
  dismissRate: z.exactOptional(share),
});

const trafficShape = z.strictObject({
  from: z.iso.date('must be a date such as 2026-01-01').default('2026-01-01'),
  days: whole.max(3_660, 'must be at most 3660').default(90),
  people: whole.max(1_000_000, 'must be at most 1000000').default(10_000),
  accounts: z.exactOptional(whole.max(1_000_000, 'must be at most 1000000')),
  ...rates,
  traits: z.record(z.string().min(1).max(limits.nameLength), shares).default({}),
  touchpoints: z.record(z.string(), visits),
  seed: z.int('must be a whole number').default(1),
});

/** Shares of the prompts that are answered and dismissed, together at most 1; the others are ignored. */
export type Rates = z.output<typeof ratesShape>;
/** Traffic to be made up: how often the average of these people comes to each touchpoint, and who they are. */
export type TrafficDocument = z.output<typeof trafficShape>;

/** What was read, or every fault of it. */
export type Checked<T> = { value: T; faults: [] } | { value: null; faults: Fault[] };

/** Checks the shares of prompts that are answered and dismissed. */
export function checkRates(document: unknown): Checked<Rates> {
  return checked(ratesShape.safeParse(document, { error: plainWords }));
}

/** Checks a description of traffic for a program; a touchpoint that the program does not have is a fault. */
export function checkTraffic(document: unknown, program: Program): Checked<TrafficDocument> {
  return checked(shapeFor(program).safeParse(document, { error: plainWords }));
}

function checked<T>(parsed: z.ZodSafeParseResult<T>): Checked<T> {
  return parsed.success
    ? { value: parsed.data, faults: [] }
    : { value: null, faults: faultsOf(parsed.error.issues) };
}

function shapeFor({ touchpoints }: Program) {
  const names = Object.keys(touchpoints);
  const known = trafficShape.shape.touchpoints.superRefine((all, context) => {
    for (const name of Object.keys(all))
      if (!names.includes(name))
        context.addIssue(
          fault([name], `there is no touchpoint "${name}" in the program${didYouMean(name, names)}`),
        );
  });
  return trafficShape.extend({ touchpoints: known }).superRefine((traffic, context) => {
    addUp(traffic, context);
    for (const [name, own] of Object.entries(traffic.touchpoints))
      if (own.answerRate !== undefined || own.dismissRate !== undefined)
        addUp({ ...traffic, ...own, at: ['touchpoints', name] }, context);
    const perMonth = sum(Object.values(traffic.touchpoints).map((at) => at.perPersonPerMonth));
    const triggers = Math.round((traffic.days / daysPerMonth) * traffic.people * perMonth);
    if (triggers > mostTriggers)
      context.addIssue(
        fault(['people'], `trigger ${triggers} times in these days; at most ${mostTriggers} can be made up`),
      );
  });
}

function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names).map((one) => `"${one}"`);
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}

function addUp(
  { answerRate, dismissRate, at = [] }: Rates & { at?: string[] },
  context: z.core.$RefinementCtx,
): void {
  if (answerRate + dismissRate > 1 + 1e-9)
    context.addIssue(
      fault(
        [...at, 'dismissRate'],
        `is ${dismissRate}, and answerRate is ${answerRate}; together they must be at most 1`,
      ),
    );
}

function fault(path: string[], message: string) {
  return { code: 'custom', path, message } as const;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
