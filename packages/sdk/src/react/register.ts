import type { Facts } from '../api.ts';

/**
 * The program that the hooks and components know. An app names its own once, with the types that `milepost program types`
 * wrote; from then on a misspelt touchpoint or fact does not compile. Without it any name does.
 *
 * @example
 * declare module '@milepost/sdk/react' {
 *   interface Register {
 *     touchpoints: TouchpointFacts;
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: the app fills it
export interface Register {}

type Registered = Register extends { touchpoints: infer TouchpointFacts }
  ? TouchpointFacts
  : Record<string, Facts>;

/** A touchpoint of the app's program. */
export type RegisteredTouchpoint = Extract<keyof Registered, string>;

/** What each of some touchpoints can be told. */
export type RegisteredFacts<Name extends string> = {
  [One in Name]: One extends keyof Registered
    ? Registered[One] extends Facts
      ? Registered[One]
      : never
    : Facts;
};
