/** How many requests may be made in how many seconds. */
export interface Rate {
  requests: number;
  seconds: number;
}

/**
 * Counts a request under a name, such as `address 192.0.2.1`: null when it is within the rate, else the milliseconds
 * after which another one is.
 */
export type CountRequest = (name: string, rate: Rate) => Promise<number | null>;
