/** Days since 1970-01-01 before and after all that can be stored. */
export const everyDay = { from: -10_000_000, to: 10_000_000 };
/** Months since 1970-01. */
export const everyMonth = { from: -1_000_000, to: 1_000_000 };
